### Every sentence that a person reads. Warm, short, plain; each says what to do next.
### { $facts } are filled in by the code; a test holds the keys and the code together. A key is
### written with dots in the code and with hyphens here. docs/LANGUAGES.md tells the rest.

## commands

commands-start = Pour commencer
commands-help = Ce que je sais faire
commands-dream = Faire d’une photo un rêve
commands-style = Peindre une photo dans un style
commands-video = Peindre ou rêver une vidéo : /video dream, /video mosaic
commands-texture = Une texture sans raccord à partir d’une image
commands-zoom = Une vidéo qui plonge dans une photo en rêvant
commands-paint = Votre photo en coups de pinceau, et la vidéo du tableau qui naît : /paint ink
commands-colorize = Des couleurs pour une photo en noir et blanc : /colorize car=red
commands-draw = Dessiner quelque chose à partir de rien : /draw volcano
commands-what = Nommer ce qu’il y a sur une photo
commands-explain = Montrer ce que le réseau a vu dans une photo
commands-sticker = Découper un autocollant : /sticker en réponse à une image
commands-today = Le thème du jour, à rêver
commands-queue = Où en sont vos images
commands-feed = Ce que les autres montrent
commands-mine = Ce que vous montrez, et comment le retirer
commands-mystyles = Vos styles
commands-save_style = Garder une image comme style : répondez-lui ainsi
commands-premium = Ce qu’apportent les grandes tailles, et leur prix
commands-balance = Vos crédits
commands-promo = Des crédits contre un code : /promo CODE
commands-gift = Offrir des crédits : /gift 50
commands-invite = Inviter quelqu’un : des crédits pour vous deux
commands-subscribe = Des crédits chaque mois, et de l’avance dans la file
commands-cancel = Arrêter vos images en cours
commands-print = Un résultat sur toile ou papier : /print en réponse
commands-settings = Comment je suis dans cette discussion, et ses habitudes : /settings dream octaves=5
commands-language = La langue que je parle
commands-refund = Remboursement d’une image payée qui ne vous plaît pas
commands-terms = Les conditions des images payantes
commands-privacy = Ce que je garde de vous
commands-delete_me = Supprimer tout ce que je garde de vous
commands-export = Tout ce que je garde de vous, en un fichier
commands-support = L’aide d’une personne
commands-paysupport = De l’aide pour un paiement

## operator_menu
## In the menu of operators alone.

operator_menu-admin = Pour les opérateurs : queue, user, ban, refund, credit, broadcast, costs, feed, pause

## start

start-hello =
    Bonjour. Je transforme vos photos en œuvres d’art.

    Envoyez-moi une photo et choisissez : « Rêver », et un réseau de neurones peint ce qu’il y voit ; « Style », et elle est repeinte à la manière d’une autre image.

    Ou dites-le ensuite avec vos mots : rêve château, style mosaïque. C’est gratuit ; /help vous dit le reste.

## help

help-text =
    Envoyez une photo, puis touchez « Rêver » ou « Style ». Ou bien écrivez une commande en légende, en réponse à une photo, ou juste après :

    /dream — en faire un rêve : /dream creatures, /dream cat and castle, /dream layer=inception_4c octaves=5 seed=3
    /dream guide — deux images dans un album : ce que montre la seconde apparaît dans la première
    /dream live — dans un groupe : une seule vidéo que tout le monde dirige
    /style — choisir un style, ou envoyer ensuite l’image à imiter ; /style swirls:2 mosaic:1 en mélange deux. Deux images dans un album, ou l’une en réponse à l’autre : la photo et son style
    /style ink colors=keep scale=150 faces — les couleurs de votre photo, un gros pinceau, les visages préservés ; /style ink mask ne peint que là où une seconde image est blanche
    Un album avec /style mosaic : chacune de ses photos
    /video — peindre ou rêver une vidéo ou un GIF : /video mosaic, /video dream creatures
    /texture — une texture sans raccord dans le même esprit : /texture, /texture swirls
    /zoom creatures — une vidéo qui plonge dans son rêve
    /paint — en coups de pinceau, et leur vidéo : oil, gouache, ink, pencil, knife
    /colorize — des couleurs pour une photo grise : /colorize car=red, /colorize warm. Deux images dans un même album : la grise prend les couleurs de l’autre
    /draw volcano, /draw рыбы, /draw un château — à partir de rien
    /draw volcano x4, /dream x4, /style x4 — quatre esquisses, au choix
    /what — cinq choses que j’y vois
    /explain — où je les vois : /explain cat
    /sticker — un autocollant découpé d’une image, dans un pack à vous
    /today — le thème du jour, avec votre photo
    /print — sur toile ou papier : en réponse à un résultat
    /queue — où en sont vos images
    /save_style /mystyles — vos propres styles
    /feed /mine /premium /subscribe /balance /gift /promo /invite
    /cancel — arrêter vos images en cours
    /settings dream octaves=5 — l’habitude ici, désormais
    /language — la langue que je parle

    Sous chaque résultat se trouve la commande qui refait exactement le même.

    Rêves : { $presets }
    Styles : { $styles }

    Gratuit : des images jusqu’à { $free_px } px, des vidéos de { $free_frames ->
        [one] { $free_frames } image
       *[other] { $free_frames } images
    }, { $free_s } s de vos propres vidéos, { $free_jobs ->
        [one] { $free_jobs } résultat
       *[other] { $free_jobs } résultats
    } par jour. Au-delà, cela coûte des étoiles Telegram ; le prix est toujours annoncé avant. /refund /terms /privacy /export /delete_me /support /paysupport

## terms

terms-text =
    Les images gratuites ne coûtent rien. Une plus grande coûte ce qu’indique son bouton, une fois : des étoiles Telegram, ou des crédits si vous en avez assez. Si elle échoue, ou si vous l’annulez avant la fin, le remboursement se fait tout seul ; s’il lui manque des étapes payées, la différence vous revient en crédits. Les crédits ne paient que des images, ici.

    Pas ce que vous vouliez ? Pendant { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    } après son arrivée, son bouton ou /refund vous rembourse, pour { $most ->
        [one] { $most } image
       *[other] { $most } images
    } en { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }. L’image reste à vous.

    Un abonnement coûte ses étoiles chaque mois jusqu’à son arrêt, dans /balance ou les paramètres de Telegram ; le mois payé va à son terme, et ses crédits restent à vous.

    Je ne garde pas vos photos. Une image terminée reste ici { $keep_h ->
        [one] { $keep_h } heure
       *[other] { $keep_h } heures
    }, le temps de la récupérer en pleine taille, puis disparaît ; « Supprimer » l’efface aussitôt.

    Un tirage se paie en argent, sur la facture, envoi compris. S’il ne peut être imprimé ou envoyé, la personne qui gère ce service vous rembourse par le prestataire de paiement.

## privacy

privacy-text =
    Je garde votre identifiant Telegram et votre langue, ce que vous avez commandé, payé, offert et reçu, par quelle invitation vous êtes là, et l’endroit où vos images se trouvent chez Telegram, jamais les images elles-mêmes. Chaque résultat reste { $keep_h ->
        [one] { $keep_h } heure
       *[other] { $keep_h } heures
    } chez moi, ou jusqu’à ce que vous touchiez « Supprimer ». J’oublie les commandes, les menus et l’endroit des images après { $history_days ->
        [one] { $history_days } jour
       *[other] { $history_days } jours
    }, sauf si quelque chose a été payé pour cela. Ce que vous montrez avec « Montrer », tout le monde peut le voir, et j’en garde des copies jusqu’à ce que vous le retiriez, ici ou dans /mine. D’une image que vous gardez comme style, je garde une copie jusqu’à ce que vous la supprimiez dans /mystyles.

    Rien du reste ne va à quelqu’un d’autre, sauf l’adresse d’un tirage que vous commandez : elle est donnée à qui l’imprime et l’envoie, je la garde { $address_days ->
        [one] { $address_days } jour
       *[other] { $address_days } jours
    } après l’arrivée, et vos données bancaires restent chez le prestataire de paiement.

    /export vous envoie tout cela en un fichier ; /delete_me le supprime.

## delete_me
## Ce qui se perd, la question, et la réponse.

delete_me-in_private = Écrivez-moi /delete_me en privé : il s’agit de tout ce que je garde de vous, dans les groupes aussi.
delete_me-ask = Faut-il supprimer tout ce que je garde de vous ? Personne ne pourra le faire revenir. S’en vont :
delete_me-credits = • vos { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }
delete_me-subscription = • votre abonnement { $title }, payé jusqu’au { $date } ; Telegram ne prélève plus d’étoiles pour lui
delete_me-waiting = • ce que vous attendez : { $jobs ->
        [one] { $jobs } image
       *[other] { $jobs } images
    }. Ce que vous avez payé pour cela vous revient
delete_me-results = • ce que j’ai encore en pleine taille : { $results ->
        [one] { $results } image
       *[other] { $results } images
    }
delete_me-rest = • ce que vous avez commandé, dans les groupes aussi, vos styles, vos réglages, votre langue, et l’endroit où vos images se trouvent chez Telegram
delete_me-prints = { $prints ->
        [one] { $prints } tirage suit son cours : son adresse, son fichier et sa commande restent jusqu’à l’arrivée ou au remboursement.
       *[other] { $prints } tirages suivent leur cours : leurs adresses, leurs fichiers et leurs commandes restent jusqu’à l’arrivée ou au remboursement.
    }
delete_me-stays = Ce qui reste : les montants payés, offerts ou remboursés, avec votre numéro Telegram, car les comptes en ont besoin ; le fait qu’une invitation a été récompensée ; jusqu’à minuit UTC, combien d’images vous avez eues aujourd’hui ; et un bannissement, s’il y en a un.
delete_me-chat = Les messages d’ici sont à vous : vous pouvez les supprimer dans Telegram.
delete_me-done = C’est fait : tout ce que je gardais de vous est supprimé. Si vous revenez un jour, /start recommence à neuf.
delete_me-kept = Je n’ai rien supprimé.
delete_me-old = C’était il y a un moment. /delete_me pose la question à nouveau.

## export

export-in_private = Écrivez-moi /export en privé : les autres n’ont pas à voir ce que je garde de vous.
export-caption = Tout ce que je garde de vous : what-oneiro-holds.json, et ce que j’ai encore en pleine taille ({ $files ->
        [one] { $files } fichier
       *[other] { $files } fichiers
    }).
export-left_out = Il n’y avait plus de place pour { $files ->
        [one] { $files } autre résultat
       *[other] { $files } autres résultats
    } ; « Pleine taille » sous chacun l’envoie encore.
export-too_many = Je fais { $most ->
        [one] { $most } fichier de ce genre
       *[other] { $most } fichiers de ce genre
    } par jour. Réessayez demain.

## regions
## Pour ceux qui viennent avant l’ouverture, et /admin regions.

regions-closed = Je ne suis pas encore ouvert par chez vous et ne peux rien faire pour vous maintenant. Ce que vous avez payé et ce qui est à vous reste : /balance /refund /privacy
regions-noted = Je vous écrirai une fois, à l’ouverture.
regions-is_open = C’est ouvert maintenant. Envoyez-moi une photo.
regions-opened = Vous l’attendiez : je suis ouvert pour vous. Envoyez-moi une photo et j’en ferai une œuvre d’art. /help dit le reste.
regions-nobody = Personne n’attend d’ouverture.
regions-waiting = { $language } : { $people ->
        [one] { $people } personne attend
       *[other] { $people } personnes attendent
    }
regions-waiting_open = { $language } : { $people ->
        [one] { $people } personne va le savoir d’un instant à l’autre
       *[other] { $people } personnes vont le savoir d’un instant à l’autre
    }

## support

support-text = Racontez ce qui s’est passé, et pour quelle image : { $contact }. /help montre ce que je sais faire.
support-contact = écrivez à la personne qui gère ce bot
support-contact_named = écrivez à { $contact }

## paysupport

paysupport-text =
    Une image payée qui échoue ou qui est annulée est remboursée toute seule, d’habitude en moins d’une minute. Si le résultat n’est pas ce que vous vouliez, /refund vous rembourse, pendant { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    } après son arrivée.

    Un autre souci avec un paiement ? Le reçu est dans les paramètres de Telegram, sous « Mes étoiles ». Notez son numéro et { $contact }. L’assistance de Telegram, elle, n’y peut rien.

## say

say-send_photo = Envoyez-moi une photo ou une courte vidéo, et j’en ferai une œuvre d’art. /help en dit plus.
say-unknown_command = Je ne connais pas { $command }. Envoyez-moi une photo, ou voyez /help.
say-unknown_command_near = Je ne connais pas { $command }. Vouliez-vous dire { $near } ?
say-reply_to_photo = Répondez à une photo par { $command }, ou envoyez une photo avec { $command } en légende.
say-reply_to_film = Répondez à une vidéo par /video, ou envoyez une vidéo avec /video en légende. Un GIF compte aussi.
say-texture_what = Répondez à une image par /texture, envoyez-en une avec /texture en légende, ou nommez un style : /texture swirls.
say-album_extra = Je travaille sur une image à la fois : j’ai pris la première de votre album.
say-album_extra_style = J’ai pris la première image comme photo et la deuxième comme style ; les autres attendront une prochaine fois.
say-album_extra_mask = J’ai pris la première image comme photo et la deuxième comme masque ; les autres attendront une prochaine fois.
say-album_extra_guide = J’ai pris la première image comme photo et la deuxième comme guide ; les autres attendront une prochaine fois.
say-album_extra_colours = J’ai coloré l’une des deux premières images d’après l’autre ; les autres attendront une prochaine fois.
say-may_not_write = Je n’ai pas le droit d’écrire dans { $chat }. Demandez à un administrateur de m’y laisser envoyer des messages et des images, ou adressez-vous à moi ici.
say-album_film = Je fais les photos de votre album. Pour la vidéo qui s’y trouve, répondez-lui par /video.
say-draw_what =
    Dites-moi quoi dessiner : /draw volcano, /draw egyptian cat, /draw castle and fountain.

    Je connais 20 000 noms d’animaux et de choses en anglais, comme furniture, poodle ou fruit ; ceux de tous les jours aussi en russe, en français et en italien.
say-failed = Quelque chose s’est mal passé de mon côté. Réessayez dans une minute.

## hands

hands-oil = Huile
hands-gouache = Gouache
hands-ink = Encre
hands-pencil = Crayon
hands-knife = Couteau

## colours
## /colorize: where colours come from, and what is asked before.

colours-by_picture = de votre autre image
colours-by_words = comme vous l’avez dit
colours-by_itself = telles qu’elles ont pu être
colours-ask = Cette photo a déjà ses couleurs. Dois-je les enlever et la recolorer ?
colours-ask_pair = Les deux images ont des couleurs. Dois-je enlever celles de la première et lui donner celles de la deuxième ?
colours-both_grey = Les deux images sont sans couleurs, alors je colore la première moi-même.

## names

names-photo = Votre photo
names-style = Votre image de style
names-guide = Votre image guide
names-reference = Votre image de couleurs
names-mask = Votre masque
names-film = Votre vidéo
names-own_style = votre image
names-stars = { $stars } ⭐
names-credits = { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }
names-share = { $share } × { $title }
names-mixed = { $first } + { $last }
names-dreamt = un rêve
names-dreamt_as = un rêve { FORM($kind, "of") }
names-channels = { $layer }, canal { $channels }
names-random_classes = ce qui vient à l’esprit
names-instant_network = le réseau instantané

## styles
## What the house styles are called on buttons and in sentences. A language that declines them gives
## their other forms as attributes, which sentences ask for: FORM($style, "genitive").

styles-swirls = Volutes
styles-mosaic = Mosaïque
styles-glass = Vitrail
styles-woodcut = Vagues gravées
styles-marble = Papier marbré
styles-dots = Pointillisme
styles-ink = Lavis d’encre
styles-cubist = Plans cubistes

## dreams
## What the kinds of dream are called, likewise.

dreams-strokes = Coups de pinceau
    .of = de coups de pinceau
dreams-carvings = Sculptures
    .of = de sculptures
dreams-ornaments = Ornements
    .of = d’ornements
dreams-fur = Poils et plumes
    .of = de poils et de plumes
dreams-eyes = Yeux
    .of = plein d’yeux
dreams-neon = Néon
    .of = de néon
dreams-classic = Classique
    .of = classique
dreams-carnival = Carnaval
    .of = de carnaval
dreams-creatures = Créatures
    .of = de créatures

## networks
## What our own networks are called in a sentence; all others have names of their own.

networks-embedded = le réseau de rêve d’Oneiro
networks-embedded_style = le petit VGG d’Oneiro

## prompt

prompt-ask = Qu’est-ce que j’en fais ?
prompt-ask_album = Pour tout un album, envoyez-le avec /dream ou /style mosaic en légende. Ici, il s’agit de la première image du vôtre. Qu’est-ce que j’en fais ?
prompt-moving = Ça bouge : je prends la première image. { $ask }

prompt-film = Une vidéo de { $seconds } s. Qu’est-ce que j’en fais ?
prompt-film_long = Une vidéo de { $seconds } s ; j’en prends le début, { $free_s } s. Qu’est-ce que j’en fais ?
prompt-film_album = J’en fais une à la fois : il s’agit donc de la première de votre album. { $ask }

## buttons

buttons-dream = Rêver
buttons-style = Style
buttons-texture = Texture
buttons-strokes = Huile, encre, crayon
buttons-colour = Mettre en couleurs
buttons-colour_anew = Recolorer
buttons-paint_it = Peindre
buttons-more = Plus
buttons-softer = Force −
buttons-bolder = Force +
buttons-strength_now = × { $times }
buttons-strength_usual = normale
buttons-shallower = Profondeur −
buttons-deeper = Profondeur +
buttons-depth_now = { $depth } sur { $most }
buttons-depth_usual = libre
buttons-finer = Pinceau −
buttons-coarser = Pinceau +
buttons-scale_now = { $percent } %
buttons-scale_usual = normal
buttons-colours_style = Couleurs du style
buttons-colours_keep = Couleurs de la photo
buttons-colours_match = Style recoloré
buttons-colours_luma = Ombres et lumières
buttons-faces = Garder les visages
buttons-mask = Juste une partie
buttons-adjust = Régler
buttons-mix = Mélanger
buttons-share = { $share } × { $title }
buttons-paint = Peindre
buttons-to_styles = Retour aux styles
buttons-guide = Image guide
buttons-guide_chosen = ✓ Image guide
buttons-chosen = ✓ { $title }
buttons-never_mind = Finalement, non
buttons-cancel = Annuler
buttons-again = Encore
buttons-vary = Encore ×4
buttons-stronger = Plus fort
buttons-weaker = Moins fort
buttons-full_size = Pleine taille
buttons-delete = Supprimer
buttons-dream_it = En faire un rêve
buttons-make_one = Faites la vôtre
buttons-bigger = Agrandir
buttons-send_to_all = Envoyer à tout le monde
buttons-as_asked = Comme demandé : { $what }
buttons-look = Ébauche
buttons-looks = Ébauches
buttons-finished = Version finale
buttons-round = En vidéo ronde
buttons-making = Étape par étape
buttons-look_file = En fichier
buttons-back = Retour
buttons-group_language = Langue : { $language }
buttons-group_language_each = Langue : à chacun la sienne
buttons-group_ask_all = Qui peut demander : tout le monde
buttons-group_ask_administrators = Qui peut demander : administrateurs
buttons-group_spoiler_off = Voiler les images : non
buttons-group_spoiler_on = Voiler les images : oui
buttons-group_quiet_off = Discret : non
buttons-group_quiet_on = Discret : oui
buttons-group_day = Images par jour : { $pictures }
buttons-group_day_any = Images par jour : sans limite
buttons-group_no_limit = Sans limite
buttons-group_done = C’est bon
buttons-premium = { $title } · { $size } px · { $stars } ⭐
buttons-hd = { $title } · { $size } px · { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    } · { $stars } ⭐
buttons-fewer_steps = − Étapes
buttons-more_steps = + Étapes
buttons-free = Gratuit · { $what }
buttons-pay_credits = { $title } · payer { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }
buttons-pack = { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } · { $stars } ⭐
buttons-take_back = Reprendre le cadeau
buttons-plan = { $title } · { $stars } ⭐ par mois
buttons-plan_pay = S’abonner pour { $stars } ⭐ par mois
buttons-plan_stop = Arrêter l’abonnement
buttons-plan_go_on = Reprendre l’abonnement
buttons-dislike = Pas ce que je voulais
buttons-refund_poor = Pas très réussi
buttons-refund_different = Pas comme la petite
buttons-refund_mistake = Achat par erreur
buttons-refund_other = Autre chose
buttons-refundable = { $what }, { $time } UTC · { $amount }
buttons-print = Imprimer
buttons-print_to = Envoi : { $country } — changer
buttons-print_file = Créer le fichier
buttons-print_buy = Commander · { $price } + frais d’envoi
buttons-export = Tout m’envoyer
buttons-delete_me = Tout oublier
buttons-forget = Supprimer
buttons-keep_all = Garder
buttons-tell_me = Me prévenir

## menu

menu-hands = Avec quoi dois-je la peindre ?
menu-dream = Choisissez un genre de rêve, puis touchez « Rêver ».
menu-dream_send_photo = Choisissez un genre de rêve, puis envoyez-moi la photo.
menu-dream_send_guide = Envoyez-moi maintenant l’image guide : ce qu’elle montre apparaîtra dans le rêve.
menu-dream_reply_guide = Répondez maintenant à ce message par l’image guide : ce qu’elle montre apparaîtra dans le rêve.
menu-chosen = Choix : { $what }.
menu-kind_usual = genre habituel
menu-strength = force × { $times }
menu-strength_usual = force normale
menu-depth = profondeur { $depth }
menu-depth_usual = profondeur libre
menu-layer = couche { $layer }
menu-guided = avec votre image guide
menu-and_words = et ce que vous avez dit d’autre
menu-words_alone = Je m’en tiens à ce que vous avez dit.
menu-style = Choisissez un style, ou envoyez-moi une image à imiter.
menu-style_reply = Choisissez un style, ou répondez à ce message par une image à imiter.
menu-film = Choisissez un style pour votre vidéo, ou envoyez-moi une image à imiter.
menu-film_reply = Choisissez un style pour la vidéo, ou répondez à ce message par une image à imiter.
menu-style_send_photo = Choisissez un style, ou envoyez-moi d’abord la photo.
menu-style_then_photo = C’est noté : { $style }. Envoyez-moi maintenant la photo.
menu-style_paint = Touchez « Peindre », ou choisissez un autre style.
menu-mix = Touchez deux styles ou plus, et encore une fois ceux que vous voulez renforcer. Puis touchez « Peindre ».
menu-mix_then_photo = Touchez deux styles ou plus, et encore une fois ceux que vous voulez renforcer. Puis envoyez-moi la photo.
menu-dials = Réglez ce qui vous plaît, puis revenez choisir un style.
menu-dials_paint = Réglez ce qui vous plaît, puis touchez « Peindre ».
menu-send_mask = Envoyez-moi maintenant le masque : une image de la forme de votre photo, blanche là où je dois peindre, noire ailleurs. De deux styles, le second va là où c’est noir.
menu-reply_mask = Répondez maintenant à ce message par le masque : une image de la forme de votre photo, blanche là où je dois peindre, noire ailleurs. De deux styles, le second va là où c’est noir.

## done

done-scale = pinceau à { $percent } %
done-colours_keep = les couleurs de votre photo
done-colours_match = le style aux couleurs de votre photo
done-colours_luma = seules les ombres et les lumières sont peintes
done-palette = { $count ->
        [one] une palette de { $count } couleur
       *[other] une palette de { $count } couleurs
    }
done-faces = visages préservés
done-region_person = seulement la personne
done-region_background = seulement l’arrière-plan
done-mask = seulement là où votre masque est blanc
done-mask_two = deux styles, séparés par votre masque

## live

live-head = Rêve en direct · { $seconds } s sur { $most } s
live-beginning = Ça commence…
live-wished = Souhait de { $name } : { $what }.
live-coming = À suivre, souhait de { $name } : { $what }.
live-how = Dirigez-le avec /dream creatures ou /dream cat, castle : les deux derniers souhaits comptent. Il se termine { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } après le dernier souhait, ou avec /dream stop.
live-ended_quiet = C’est fini : plus un souhait depuis { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. /dream live en commence un autre.
live-ended_stopped = C’est fini : { $name } y a mis un terme. /dream live en commence un autre.
live-ended_full = C’est fini : { $most } s, c’est la durée maximale. /dream live en commence un autre.
live-for_groups = Le rêve en direct se vit en groupe : ajoutez-moi à un groupe et dites-y /dream live. Ici, envoyez-moi une photo avec /zoom.
live-already = { $name } a déjà un rêve en direct ici. Dirigez-le avec /dream creatures ou /dream cat, castle.
live-none = Il n’y a pas de rêve en direct ici. /dream live en commence un.
live-only_starter = Seule la personne qui l’a commencé, { $name }, peut l’arrêter. Il se termine de lui-même { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } après le dernier souhait.

## language
## /language: a person's own, or a group's by its administrators.

language-name = Français
language-ask = Quelle langue voulez-vous que je parle avec vous ?
language-ask_group = Quelle langue voulez-vous que je parle dans ce groupe ? Ses administrateurs choisissent.
language-telegrams = Comme dans Telegram
language-each = À chacun la sienne
language-chosen = Désormais, je parle français ici.
language-as_telegram = Désormais, je parle la langue de votre Telegram.
language-as_each = Désormais, je parle à chacun dans sa langue.
language-administrators = Seuls les administrateurs de ce groupe choisissent sa langue. La vôtre se choisit en privé : écrivez-moi /language dans notre discussion.

## profile
## What Telegram shows of the bot; and what oneiro telegram set-profile says of it at a terminal.

profile-name = Oneiro
profile-description =
    Envoyez-moi une photo et j’en fais une œuvre d’art : un rêve de ce qu’un réseau de neurones y voit, ou un tableau à la manière d’une autre image.

    L’essai est gratuit. /help vous dit le reste.
profile-short_description = Je fais de vos photos des rêves et des tableaux.
profile_part-name = le nom
profile_part-description = la description
profile_part-short_description = la description courte
profile-same = { $language } : { $what } est bien comme il faut
profile-set = { $language } : { $what } est désormais « { $ours } »
profile-differs = { $language } : { $what } est « { $stands } », et rien n’y a été changé ; notre version est « { $ours } »
profile-kept = Pour remplacer ce qui a été laissé : oneiro telegram set-profile --yes

## usual

usual-none =
    Cette discussion n’a pas d’habitudes particulières.

    Avec /settings dream octaves=5, chaque rêve demandé ici en tient compte, sauf mention contraire ; /settings dream reset y met fin. Cela vaut pour toutes les commandes : /settings style colors=keep.
usual-these =
    Les habitudes de cette discussion, quand rien d’autre n’est dit :

    { $options }

    /settings dream octaves=5 y ajoute, /settings dream reset oublie celles des rêves.
usual-administrators = Seuls les administrateurs de ce groupe peuvent changer ses habitudes. /settings les montre.
usual-not_these = Les styles, les images, la graine et ce que devient une vidéo ne valent que pour une image : dites-les avec { $command }. Tout le reste peut devenir une habitude ici.

## group
## /settings in a group: how it wants us, by its administrators; and what else there is in private.

group-title = { $title } :
group-language_each = Je parle à chacun dans sa langue.
group-language_one = Je parle français.
group-ask_all = Tout le monde peut demander des images.
group-ask_administrators = Seuls les administrateurs peuvent demander des images.
group-spoiler_off = Les images se voient tout de suite.
group-spoiler_on = Les images sont voilées jusqu’à ce qu’on les touche.
group-quiet_off = Je dis où en est une image.
group-quiet_on = Je reste discret : 👀 sous votre message veut dire que je m’y mets, et l’image vient en réponse. /cancel l’arrête.
group-day_any = Autant d’images par jour que vous voulez.
group-day_most = { $pictures ->
        [one] Vous avez { $pictures } image par jour à vous tous ; celles qui sont payées viennent en plus.
       *[other] Vous avez { $pictures } images par jour à vous tous ; celles qui sont payées viennent en plus.
    }
group-press = Touchez ce que vous voulez changer. Les habitudes des commandes se disent en mots :
group-ask_day = Combien d’images par jour, à vous tous ? Celles qui sont payées viennent en plus.
group-administrators = Seuls les administrateurs de ce groupe changent ses réglages.
group-private = /language : la langue que je parle avec vous. /privacy : ce que je garde de vous. /balance : vos crédits. Dans un groupe, /settings en offre plus à ses administrateurs.

## flood
## To those who send more than anybody could by hand.

flood-person = Vous allez plus vite que moi : j’ai laissé de côté une partie de vos envois. Donnez-moi une minute, puis continuez.
flood-chat = Il se passe ici plus de choses que je ne peux en suivre : j’en ai laissé une partie de côté. Donnez-moi une minute, puis continuez.

## queue

queue-yours = Vos images : { $places }. En attente au total : { $waiting }.
queue-place = une au rang { $place } de la file
queue-place_for = une au rang { $place } de la file (environ { $time })
queue-place_paused = une au rang { $place } de la file (petite pause ; elle garde sa place)
queue-place_unserved = une au rang { $place } de la file (aucun peintre n’est là pour elle en ce moment ; elle est gardée jusqu’à ce qu’il en vienne un)
queue-place_behind = une au rang { $place } de la file (après une image en cours)
queue-place_behind_for = une au rang { $place } de la file (après une image en cours : environ { $time })
queue-running = une à { $percent } %
queue-running_for = une à { $percent } % (encore environ { $time })
queue-none = Vous n’avez rien dans la file. En attente au total : { $waiting }. Envoyez-moi une photo pour commencer.

## times

times-seconds = { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
times-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
times-hours = { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }

## cancel

cancel-none = Vous n’avez rien à annuler ici. Envoyez-moi une photo pour commencer.
cancel-done = Annulé : { $count }.

## status

status-queued = Dans la file d’attente, au rang { $place }.
status-queued_for = Dans la file d’attente, au rang { $place }. Il faut compter environ { $time }.
status-queued_paused = Dans la file d’attente, au rang { $place }. Une petite pause est en cours ; votre image garde sa place.
status-queued_unserved = Dans la file d’attente, au rang { $place }. Aucun peintre n’est là pour elle en ce moment ; votre commande est gardée, et réalisée dès qu’il en vient un.
status-queued_behind = Dans la file d’attente, au rang { $place }, après une image en cours.
status-queued_behind_for = Dans la file d’attente, au rang { $place }, après une image en cours. Il faut compter environ { $time }.
status-running = Fait à { $percent } %
status-running_for = Fait à { $percent } %, encore { $time } environ
status-cancelled = Annulé.
status-cancelled_refunded = Annulé. Remboursement en route : { $stars } ⭐.
status-cancelled_credits_back = Annulé. { $credits ->
        [one] { $credits } crédit vous a été rendu.
       *[other] { $credits } crédits vous ont été rendus.
    }
status-failed = { $reason }
status-failed_refunded = { $reason } Remboursement en route : { $stars } ⭐.
status-failed_credits_back = { $reason } { $credits ->
        [one] { $credits } crédit vous a été rendu.
       *[other] { $credits } crédits vous ont été rendus.
    }
status-order_stands = Votre commande tient toujours : ceux qui tiennent ce bot font refaire son fichier, ou vous remboursent.
status-steps_cut = Cette machine a eu le temps de faire { $steps ->
        [one] { $steps } étape.
       *[other] { $steps } étapes.
    }
status-ready = C’est prêt.

## caption

caption-dream = Rêve · { $what } · graine { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    } · { $network }
caption-style = Style · { $what } · graine { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    } · { $network }
caption-style_instant = Style · { $what } · d’un seul trait · { $width }×{ $height } px · { $network }
caption-draw = Dessin · { $what } · graine { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    } · { $network }
caption-dream_begun = Quatre esquisses de rêve · { $what } · graines { $seed } à { $last } · { $network }
caption-style_begun = Quatre esquisses de tableau · { $what } · graines { $seed } à { $last } · { $network }
caption-draw_begun = Quatre esquisses de dessin · { $what } · graines { $seed } à { $last } · { $network }
caption-choose = Touchez un numéro, et je termine celle-là.
caption-not_begun = Esquisses manquantes : { $numbers }.
caption-explain = Où le réseau a vu « { $what } » · { $method } · { $width }×{ $height } px · { $network }
caption-explain_seen = Ce que le réseau a vu :
caption-what = D’après { $network }.
caption-what_seen = Je vois :
caption-label = { $name } — { $percent } %
caption-zoom = Zoom · { $what } · { $frames ->
        [one] { $frames } image
       *[other] { $frames } images
    }, { $seconds } s · graine { $seed } · { $width }×{ $height } px · { $network }
caption-guided = Avec votre image guide.
caption-with = Choix : { $what }.
caption-look = Une ébauche.
caption-look_of = Ébauche { $look } sur { $looks }.
caption-paint = Pinceau · { $what } · graine { $seed } · { $width }×{ $height } px
caption-paint_coloured = Pinceau · { $hand } · couleurs : { $what } · graine { $seed } · { $width }×{ $height } px
caption-paint_over = Pinceau · { $hand } · puis le style : { $what } · graine { $seed } · { $width }×{ $height } px
caption-colorize = Couleurs { $what } · graine { $seed } · { $width }×{ $height } px
caption-texture = Texture · { $what } · graine { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    } · { $network }
caption-video = Vidéo · { $what } · { $frames ->
        [one] { $frames } image
       *[other] { $frames } images
    }, { $seconds } s · graine { $seed } · { $width }×{ $height } px · { $network }
caption-video_instant = Vidéo · { $what } · { $frames ->
        [one] { $frames } image
       *[other] { $frames } images
    }, { $seconds } s · d’un seul trait · { $width }×{ $height } px · { $network }
caption-film_cut = Cette machine n’a eu le temps de faire que le début : { $frames ->
        [one] { $frames } image
       *[other] { $frames } images
    } sur { $wanted }.
caption-film_part = C’est le début : { $seconds } s sur { $whole } s.
caption-making = Étape par étape.
caption-paid = Payé : { $amount }.
caption-paid_in_part = Payé : { $amount } ; { $credits ->
        [one] { $credits } crédit vous a été rendu
       *[other] { $credits } crédits vous ont été rendus
    } pour des étapes qui n’ont pas été faites.
caption-paid_back = Payé : { $amount }, remboursement fait.
caption-preview = Un petit aperçu de ce que vous avez demandé : { $what }.
caption-exact = Exactement la même chose :

## answer

answer-working = C’est parti.
answer-sending = Ça arrive.
answer-deleted = Supprimé.
answer-cancelled = Annulé.
answer-not_yours = C’est à quelqu’un d’autre. Envoyez-moi une photo à vous.
answer-too_late = C’est déjà terminé.
answer-not_ready = Ce n’est pas encore prêt.
answer-back_already = Le remboursement a déjà été fait : il n’y a plus rien à rendre.
answer-refund_too_late = Ce bouton ne rembourse que pendant { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    }, et le délai est passé. Quelqu’un peut encore y jeter un œil : /paysupport
answer-refund_too_many = Ce bouton rembourse au plus { $most ->
        [one] { $most } image
       *[other] { $most } images
    } en { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }, et le compte y est. Quelqu’un peut encore y jeter un œil : /paysupport
answer-old = Ce bouton ne marche plus. Envoyez-moi la photo à nouveau.
answer-weakest = On ne peut pas faire moins fort.
answer-strongest = On ne peut pas faire plus fort.
answer-shallowest = On ne peut pas faire moins profond.
answer-deepest = On ne peut pas faire plus profond.
answer-finest = Il n’y a pas de pinceau plus fin.
answer-coarsest = Il n’y a pas de pinceau plus gros.
answer-most_styles = { $most ->
        [one] Je mélange { $most } style au plus.
       *[other] Je mélange { $most } styles au plus.
    }
answer-most_parted_styles = Pour juste une partie de la photo, je prends { $most ->
        [one] { $most } style au plus.
       *[other] { $most } styles au plus.
    }
answer-looks_gone = Les ébauches ne sont plus là. La commande en légende les refait.
answer-making_gone = La vidéo étape par étape n’est plus là. La commande en légende la refait.
answer-full_too_large = La pleine taille pèse { $mb } Mo, et je peux envoyer { $limit_mb } Mo au plus.
answer-full_gone = La pleine taille n’est plus là. La commande en légende la refait.

## prices

prices-frames = { $frames ->
        [one] { $frames } image
       *[other] { $frames } images
    }
prices-seconds = { $seconds } s

## refund
## Not what I wanted, and /refund.

refund-ask = Vous récupérez { $amount }, et l’image reste à vous. Dites-moi d’un geste ce qui n’allait pas, et c’est tout.
refund-done = Merci de me l’avoir dit. Le remboursement est en route : { $stars } ⭐, d’habitude en moins d’une minute ; Telegram vous le signale ici. L’image reste à vous.
refund-done_credits = Merci de me l’avoir dit. { $credits ->
        [one] { $credits } crédit vous a été rendu
       *[other] { $credits } crédits vous ont été rendus
    }, et l’image reste à vous.
refund-kept = Rien ne change.
refund-which = Laquelle n’est pas ce que vous vouliez ? Ce que vous avez payé vous revient, et l’image reste à vous.
refund-none =
    Je ne vois rien à rembourser depuis { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    }.

    Sous chaque image que vous payez se trouve « Pas ce que je voulais » : pendant { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    } après son arrivée, ce bouton vous rembourse, pour { $most ->
        [one] { $most } image
       *[other] { $most } images
    } en { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }. Ce qui échoue ou s’annule est remboursé tout seul. Pour le reste : /paysupport
refund-dream = Rêve
refund-style = Tableau
refund-texture = Texture
refund-paint = Pinceau
refund-draw = Dessin
refund-film = Vidéo
refund-picture = Image

## reduced
## What the free tier makes of a wish for more, and, on the button to those that give it, what that was.

reduced-size_px = Réalisé à { $made } px : les images gratuites vont jusque-là.
reduced-steps = Réalisé en { $made ->
        [one] { $made } étape
       *[other] { $made } étapes
    } : les images gratuites vont jusque-là.
reduced-frames = Réalisé avec { $made ->
        [one] { $made } image
       *[other] { $made } images
    } : les vidéos gratuites vont jusque-là.
reduced-seconds = Réalisé sur { $made } s : c’est la part gratuite d’une vidéo.
reduced-snapshots = Ébauches gardées : { $made }. C’est la part gratuite.

## asked

asked-size_px = { $asked } px
asked-steps = { $asked ->
        [one] { $asked } étape
       *[other] { $asked } étapes
    }
asked-frames = { $asked ->
        [one] { $asked } image
       *[other] { $asked } images
    }
asked-seconds = { $asked } s
asked-snapshots = { $asked ->
        [one] { $asked } ébauche
       *[other] { $asked } ébauches
    }

## print
## On canvas and paper.

print-how = Répondez à l’un de mes résultats par /print, et je vous montre ce qu’il donne sur toile ou papier.
print-cannot = Cela ne s’imprime pas. Les rêves, tableaux, dessins et textures, oui, une fois terminés.
print-not_sold = Cela n’est plus en vente. Touchez encore « Imprimer » sous l’image.
print-choose = Sur quoi l’imprimer ? Les prix sont en { $currency }, pour un envoi vers : { $country }. Avant la commande, je vous montre une épreuve.
print-choose_off = Sur quoi l’imprimer ? On ne peut encore rien commander ici : je fais une épreuve, et le fichier pour l’imprimeur de votre choix.
print-choose_size = Dans quelle taille ?
print-choose_country = Où faut-il l’envoyer ?
print-what = { $title }, { $size }
print-size = { $short } × { $long } cm
print-price = { NUMBER($amount, minimumFractionDigits: 2) } { $currency }
print-price_whole = { NUMBER($amount) } { $currency }
print-lines = La ligne rouge est le bord du tirage. La marge sombre au-delà est le fond perdu, { $bleed } mm d’image en miroir, à couper ou à replier autour du châssis. Gardez l’essentiel à l’intérieur de la ligne blanche, à { $safe } mm du bord.
print-hidden = Le format n’est pas celui de l’image : perte de { $percent } % au-delà des bords.
print-sharp_as_it_is = En { $size }, l’image telle quelle atteint bien { $dpi } dpi.
print-soft_as_it_is = En { $size }, l’image telle quelle fait { $own } dpi et est agrandie à { $dpi } : douce de près, très bien à l’autre bout de la pièce.
print-sharp_anew = En { $size }, ce sera jusqu’à { $dpi } dpi : l’image est repeinte pour cela, avec la même graine et les mêmes choix, jusqu’à { $px } px, et moins si la machine manque de place.
print-enlarged_anew = En { $size }, ce sera jusqu’à { $own } dpi : l’image est repeinte pour cela, avec la même graine et les mêmes choix, jusqu’à { $px } px, et moins si la machine manque de place. Elle est ensuite agrandie à { $dpi } dpi.
print-file = Le fichier de votre tirage : { $what }, avec { $bleed } mm de fond perdu.
print-file_px = { $width }×{ $height } px, { $dpi } dpi, sRGB.
print-file_enlarged = L’image est peinte à { $own } dpi, puis agrandie { $times } fois.

## print_invoice

print_invoice-title = Un tirage, { $size }
print_invoice-description = { $title }, { $size }, envoi vers : { $country }. Les modes d’envoi et leurs prix viennent avec votre adresse.
print_invoice-label = Tirage
print_invoice-shipping = { $title }, { $days }

## print_refused
## Why a print cannot be sent or paid; nothing was taken.

print_refused-expired = Cette offre n’est plus valable. Touchez encore « Imprimer » sous l’image. Rien n’a été prélevé.
print_refused-wrong_user = Cette facture est à quelqu’un d’autre. Rien n’a été prélevé.
print_refused-wrong_amount = Le prix a changé. Touchez encore « Imprimer » sous l’image. Rien n’a été prélevé.
print_refused-already_paid = Ce tirage est déjà payé. Pour un de plus, touchez encore « Commander ». Rien n’a été prélevé.
print_refused-other_country = Ce prix vaut pour un autre pays. Touchez encore « Imprimer » et choisissez où l’envoyer. Rien n’a été prélevé.
print_refused-no_shipping = Nous n’envoyons pas de tirages là-bas. Nous envoyons vers : { $countries }.
print_refused-no_address = Il me faut une adresse où l’envoyer. Rien n’a été prélevé.
print_refused-banned = Vous ne pouvez pas commander ici. Rien n’a été prélevé.
print_refused-gone = L’image n’est plus là : elle ne peut pas être imprimée. Rien n’a été prélevé.
print_refused-later = Je ne peux pas prendre de commandes en ce moment. Réessayez dans une minute. Rien n’a été prélevé.

## print_state
## What a person is told as their order goes on.

print_state-paid = Merci : le paiement de { $price } est arrivé. Votre commande porte le numéro { $number } : { $what }, par { $shipping }. Je fais le fichier ; une personne le regarde avant l’impression.
print_state-second = Cette facture était déjà payée : la commande { $number } n’est pas faite une seconde fois. La personne qui gère ce service vous rend { $price }.
print_state-unknown = Je ne sais plus à quoi correspondait le paiement de { $price }. C’est noté comme commande { $number }, et la personne qui gère ce service vous le rend.
print_state-checked = Commande { $number } : le fichier a été regardé, il est bon.
print_state-sent = La commande { $number } est chez l’imprimeur.
print_state-posted = La commande { $number } est en route vers vous, par { $shipping }.
print_state-arrived = La commande { $number } est arrivée. Profitez-en bien.
print_state-refunded = Commande { $number } : le remboursement de { $price } est fait. Il faut à votre banque quelques jours pour l’afficher.

## pay

pay-offer = La même image, en plus grand. Le prix est sur le bouton ; vous payez à l’écran suivant.
pay-offer_dream = La même image, en plus grand. Le prix est sur le bouton ; vous payez à l’écran suivant. Un rêve gagne à être grand, pas à compter plus d’étapes : le minimum suffit.
pay-offer_draw = Le même dessin, en plus grand. Le prix est sur le bouton ; vous payez à l’écran suivant. Un dessin gagne à être grand, pas à compter plus d’étapes : le minimum suffit.
pay-offer_zoom = La même vidéo, plus grande et plus longue : { $lengths }. Le prix est sur le bouton ; vous payez à l’écran suivant. Une vidéo gagne à être grande, pas à compter plus d’étapes : le minimum suffit.
pay-offer_video = Encore votre vidéo, plus grande et plus longue : { $lengths }. Le prix est sur le bouton ; vous payez à l’écran suivant. Une vidéo gagne à être grande et longue, pas à compter plus d’étapes : le minimum suffit.
pay-title = Une image plus grande
pay-title_zoom = Vidéo plus grande et plus longue
pay-description = La même image avec la même graine en { $size } px, en { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    } au plus. Le remboursement se fait tout seul si elle ne peut pas être faite.
pay-description_draw = Le même dessin avec la même graine en { $size } px. Le remboursement se fait tout seul s’il ne peut pas être fait.
pay-description_zoom = La même vidéo avec la même graine en { $size } px, de { $frames ->
        [one] { $frames } image
       *[other] { $frames } images
    }, en { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    } au plus chacune. Le remboursement se fait tout seul si elle ne peut pas être faite.
pay-description_video = Votre vidéo avec la même graine en { $size } px, jusqu’à { $seconds } s. Le remboursement se fait tout seul si elle ne peut pas être faite.
pay-label = Image de { $size } px
pay-label_zoom = Vidéo de { $size } px
pay-comes_back = Je ne peux plus faire cette image ; le remboursement ({ $stars } ⭐) se fait tout seul. Envoyez-moi la photo pour recommencer.
pay-comes_back_banned = Je n’accepte pas de paiements de vous ; le remboursement ({ $stars } ⭐) se fait tout seul.
pay-paid_twice = C’était déjà payé ; le remboursement de la seconde fois ({ $stars } ⭐) se fait tout seul.
pay-already_paid = C’est déjà payé. Rien n’a été prélevé à nouveau.
pay-preview = Le petit aperçu ci-dessus ne coûte rien, et vous n’avez pas besoin de l’attendre.
pay-no_preview = Pas de petit aperçu pour le moment : les images gratuites du jour sont épuisées, ou trop d’entre elles attendent encore.
pay-or_credits = Ou payez tout de suite avec des crédits : vous en avez { $credits }.
pay-paid_credits = Payé avec { $credits ->
        [one] { $credits } crédit.
       *[other] { $credits } crédits.
    }
pay-title_pack = { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }
pay-description_pack = Un lot de { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }. Un crédit paie autant qu’une étoile, d’un seul geste sous une image plus grande.
pay-pack_paid = { $credits ->
        [one] { $credits } crédit est à vous
       *[other] { $credits } crédits sont à vous
    }, pour { $stars } ⭐. De quoi payer des images plus grandes d’un seul geste ; /balance vous en dit plus.
pay-pack_comes_back = Je ne peux plus vous donner ce lot ; le remboursement ({ $stars } ⭐) se fait tout seul. /balance montre ce qu’il y a.
pay-plan_begun = { $title } est à vous : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } maintenant et chaque mois, et vos images avancent plus vite dans la file. Le { $date }, Telegram prélève { $stars } ⭐ pour le mois suivant, sauf si vous arrêtez l’abonnement ; /balance sert à cela.
pay-plan_another = Encore un mois de { $title }, jusqu’au { $date } : { $credits ->
        [one] { $credits } crédit est à vous
       *[other] { $credits } crédits sont à vous
    }, pour { $stars } ⭐.
pay-had = Vous avez déjà acheté exactement celle-ci, elle ne coûte donc rien : la revoici.
pay-had_back = Vous aviez déjà acheté exactement celle-ci : son remboursement se fait tout seul.

## pay.plan_back

pay-plan_back-unknown = Je ne connais plus cet abonnement ; le remboursement ({ $stars } ⭐) se fait tout seul. /subscribe montre ce qu’il y a.
pay-plan_back-banned = Je ne travaille plus pour vous ; le remboursement ({ $stars } ⭐) se fait tout seul, et j’arrête l’abonnement.
pay-plan_back-second = Vous avez déjà un abonnement ; le remboursement du second ({ $stars } ⭐) se fait tout seul, et j’arrête celui-là.
pay-plan_back-ended = Cet abonnement est terminé ; le remboursement ({ $stars } ⭐) se fait tout seul. /subscribe en commence un nouveau.

## pay.refused

pay-refused-expired = Cette offre n’est plus valable. Touchez encore « Agrandir ». Rien n’a été prélevé.
pay-refused-wrong_user = Cette facture est à quelqu’un d’autre. Rien n’a été prélevé.
pay-refused-wrong_amount = Le prix a changé. Touchez encore « Agrandir ». Rien n’a été prélevé.
pay-refused-already_paid = C’est déjà payé. Rien n’a été prélevé à nouveau.
pay-refused-banned = Je n’accepte plus de paiements de vous. Rien n’a été prélevé.
pay-refused-gone = L’image n’est plus là : je ne peux pas l’agrandir. Rien n’a été prélevé.
pay-refused-pack_expired = Ce lot n’est plus en vente, ou plus à ce prix. /balance montre ce qu’il y a. Rien n’a été prélevé.
pay-refused-plan_expired = Cet abonnement n’est plus en vente, ou plus sous cette forme. /subscribe montre ce qu’il y a. Rien n’a été prélevé.
pay-refused-subscribed = Vous avez déjà un abonnement ; /balance le montre. Rien n’a été prélevé.
pay-refused-used_up = Vous avez atteint ce qu’une personne peut avoir aujourd’hui, ou trop d’images attendent encore. Réessayez plus tard, au plus tard après minuit UTC. Rien n’a été prélevé.
pay-refused-later = Je ne peux pas prendre de paiements en ce moment. Réessayez dans une minute. Rien n’a été prélevé.

## balance

balance-none = Vous n’avez pas de crédits. Un crédit paie autant qu’une étoile, d’un seul geste sous une image plus grande.
balance-credits = Vous avez { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }. Un crédit paie autant qu’une étoile, d’un seul geste sous une image plus grande.
balance-held = En plus : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } pour ce qui est en cours. Ce qui n’est pas fait vous revient.
balance-given = En plus : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } en cadeaux que personne n’a encore ouverts. Au bout d’une semaine, ils vous reviennent.
balance-entries = Les derniers mouvements :
balance-line = { $date }  { $amount }  { $what }
balance-with_note = { $what } : { $note }
balance-of_people = Les crédits sont à des personnes. Demandez en votre nom, ou écrivez-moi en privé.

## plan

plan-offer = { $title } : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } chaque mois pour { $stars } ⭐, et vos images avancent plus vite dans la file, les gratuites aussi. L’abonnement se renouvelle chaque mois jusqu’à ce que vous l’arrêtiez, d’un geste dans /balance ; ce que vous avez d’ici là reste à vous.
plan-description = { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } chaque mois, et vos images avancent plus vite dans la file. À arrêter quand vous voulez : les crédits restent à vous.
plan-none = Il n’y a pas d’abonnement ici. /balance montre vos crédits.
plan-renews = { $title } : le { $date } commence le mois suivant, avec { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } pour { $stars } ⭐.
plan-ends = { $title } : jusqu’au { $date }, puis c’est terminé.
plan-is_due = { $title } : le mois du { $date } n’est pas encore payé. Cela continue dès que Telegram a reçu { $stars } ⭐.
plan-stopped = C’est arrêté : plus rien n’est prélevé. { $title } dure jusqu’au { $date }, et vos crédits restent à vous.
plan-may_go_on = { $title } peut continuer après le { $date }. Réactivez maintenant l’abonnement chez Telegram : Paramètres, « Mes étoiles », l’abonnement, « Renouveler ».
plan-not_this = Ce bouton ne marche plus : cet abonnement est terminé. /balance montre ce que vous avez.
plan-at_telegram = Telegram ne me laisse pas le faire pour l’instant. Vous, si : Paramètres, « Mes étoiles », l’abonnement.
plan-lapsed = { $title } : payé jusqu’au { $date }. Telegram n’a pas reçu d’étoiles pour un mois de plus, c’est donc terminé. Vos crédits restent à vous ; /subscribe recommence.
plan-ended = { $title } a pris fin le { $date }, comme vous le vouliez. Vos crédits restent à vous ; /subscribe recommence.
plan-forgotten = Comme vous avez tout fait supprimer, j’ai arrêté votre abonnement : plus rien n’est prélevé pour lui.

## balance.entry

balance-entry-sold = achat en étoiles
balance-entry-subscription = par votre abonnement
balance-entry-promo = par un code
balance-entry-invitation = pour une invitation
balance-entry-style_use = pour des images d’autrui dans vos styles
balance-entry-operator = de la personne qui gère ce bot
balance-entry-shortfall = pour des étapes payées et pas faites
balance-entry-gift_given = mis dans un cadeau
balance-entry-gift_back = un cadeau revenu
balance-entry-gift_received = un cadeau pour vous
balance-entry-paid = pour une image plus grande
balance-entry-back = rendu, pour ce qui n’a pas été fait
balance-entry-withdrawn = repris avec les étoiles qui les avaient payés
balance-entry-forfeited = supprimés avec tout le reste

## promo

promo-off = Il n’y a pas de codes ici en ce moment. /balance montre vos crédits.
promo-usage = Écrivez le code juste après : /promo CODE.
promo-given = { $credits ->
        [one] { $credits } crédit est à vous.
       *[other] { $credits } crédits sont à vous.
    } /balance vous en dit plus.
# What oneiro promo says to an operator.
promo-created = { $code } donne { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } par personne, à { $uses ->
        [one] { $uses } personne
       *[other] { $uses } personnes
    } au plus, jusqu’à la fin du { $until } (UTC). Avec [promo] enabled dans le fichier des formules, il sert tout de suite.
promo-ended = { $code } a pris fin. Ce qu’il a donné reste.
promo-counts = { $code }  { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }, { $used ->
        [one] { $used } utilisation sur { $uses }
       *[other] { $used } utilisations sur { $uses }
    }, jusqu’au { $until }
promo-over = { $code }  { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }, { $used ->
        [one] { $used } utilisation sur { $uses }
       *[other] { $used } utilisations sur { $uses }
    }, terminé
promo-no_codes = Il n’y a pas de codes. oneiro promo create en fait un.

## promo.refused

promo-refused-unknown = Je ne connais pas ce code. Vérifiez qu’il est bien écrit.
promo-refused-over = Ce code n’est plus valable.
promo-refused-used_up = Ce code a déjà servi à autant de personnes que prévu.
promo-refused-had = Vous avez déjà eu les crédits de ce code. /balance les montre.

## gift

gift-usage = Dites combien de crédits : /gift 50. Vous recevez un lien, et la première personne qui l’ouvre les reçoit.
gift-made = Mis de côté : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }. Transférez le message suivant à la personne de votre choix : le cadeau va à la première personne qui ouvre son lien. Si personne ne l’a fait d’ici au { $until }, il vous revient.
gift-message = Un cadeau pour vous : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } pour des images de ma main. À ouvrir jusqu’au { $until } : { $link }
gift-was_opened = Votre cadeau de { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } a été ouvert.
gift-taken_back = Le cadeau est de nouveau à vous : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }. Son lien ne marche plus.
gift-came_back = Personne n’a ouvert votre cadeau, il est donc de nouveau à vous : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }.

gift-from_operator =
    { $credits ->
        [one] { $credits } crédit vous est offert
       *[other] { $credits } crédits vous sont offerts
    } par ceux qui tiennent ce bot : { $reason }

    Les crédits paient les images plus grandes ; /balance les montre.
gift-not_open = Ce cadeau a été ouvert, ou est revenu à qui l’avait offert.

## gift.opened

gift-opened-received = Un cadeau pour vous : { $credits ->
        [one] { $credits } crédit est à vous.
       *[other] { $credits } crédits sont à vous.
    } Envoyez-moi une photo pour commencer ; c’est « Agrandir », sous une image, que paient les crédits.
gift-opened-yours = Ce cadeau est déjà à vous : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }. /balance vous en dit plus.
gift-opened-own = C’est votre propre cadeau : { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }. Transférez le message à quelqu’un, ou reprenez-le par son bouton.
gift-opened-gone = Ce cadeau a été ouvert par quelqu’un d’autre, ou n’est plus valable.

## invitation

invitation-off = Il n’y a pas d’invitations ici en ce moment. Pour offrir des crédits à quelqu’un, il y a /gift.
invitation-link =
    Votre invitation : { $link }

    Qui vient par elle pour la première fois reçoit { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } dès que sa première image est faite, et vous aussi : pour { $per_person ->
        [one] { $per_person } personne
       *[other] { $per_person } personnes
    } en tout, { $per_day } par jour au plus.
invitation-arrived = Vous êtes là grâce à une invitation : dès votre première image, { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } pour vous, et autant pour qui vous invite.
invitation-rewarded = Votre première image est faite, et vous êtes là grâce à une invitation : { $credits ->
        [one] { $credits } crédit est à vous.
       *[other] { $credits } crédits sont à vous.
    } /balance vous en dit plus.
invitation-brought = Une personne que vous avez invitée a sa première image : { $credits ->
        [one] { $credits } crédit est à vous.
       *[other] { $credits } crédits sont à vous.
    } /balance vous en dit plus.

## errors
## Our own errors, by their class. Those of the engine stand in its own texts.

errors-SettingsError = { $name } : { $problem }. { $remedy }
errors-NotAPictureError = Je travaille avec des images et des vidéos. Envoyez une photo ou une vidéo, ou un fichier : JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF, BMP, MP4, MOV, WebM, MKV ou AVI.
errors-FilmNotPhotoError = C’est une vidéo, et { $command } travaille sur une photo. Pour les vidéos, il y a /video : /video dream ou /video mosaic.
errors-FilmNotColouredError = Je ne colore pas les vidéos. Arrêtez-la là où elle vous plaît le plus, faites une capture d’écran et envoyez-la-moi avec /colorize.
errors-OwnColoursError = Cette photo a déjà ses couleurs. Dites /colorize recolour, et je les enlève d’abord.
errors-NotAFilmError = /video travaille sur une vidéo. Envoyez-en une : une vidéo, un GIF ou un fichier MP4, MOV, WebM, MKV ou AVI. Pour une photo, il y a /dream et /style ; /zoom en fait une vidéo.
errors-PictureGoneError = Je ne retrouve plus cette image. Envoyez-la à nouveau.
errors-StorageChatError = Je ne peux pas apporter d’images dans d’autres discussions pour l’instant, mon opérateur doit s’en occuper. Dans notre discussion, je peux la faire pour vous.
errors-NotStartedError = Je n’ai pas encore où déposer l’image. Ouvrez { $link }, appuyez une fois sur Démarrer, puis redemandez ici.
errors-StyleGoneError = Ce style n’est plus là : son auteur l’a supprimé ou ne le partage plus. Choisissez-en un autre : /style
errors-TooHeavyToOpenError = { $name } demande trop de mémoire ou de temps à l’ouverture. Envoyez quelque chose de plus petit, ou dans un autre format.
errors-UnreadableRowError = Cela vient d’une autre version de moi, et je ne sais pas le lire. C’est gardé, et la personne qui gère ce service est au courant.
errors-AlreadyAskedError = J’y travaille déjà.
errors-FilmTooLargeError = La vidéo pèse { $mb } Mo, et je peux envoyer { $limit_mb } Mo au plus. Demandez moins d’images ou une taille plus petite.
errors-FilmTooLargeToShowError = Ce film fait { $mb } Mo, et le fil en prend { $limit_mb } au plus. Faites-en un plus court ou plus petit, et montrez-le.
errors-CaptionTooLongError = C’est plus que n’en peut contenir la légende d’une image. Raccourcissez : moins de noms, ou moins de chiffres.
errors-DailyLimitError = Vous avez eu vos images gratuites d’aujourd’hui ({ $jobs } par jour). De nouvelles viennent demain, à minuit UTC. Ou touchez « Agrandir » sous une image ; les grandes sont toujours possibles.
errors-GroupLimitError = Ce groupe a eu ses images d’aujourd’hui ({ $pictures } par jour, ses administrateurs l’ont choisi). De nouvelles viennent demain, à minuit UTC. En privé, j’en fais d’autres pour vous.
errors-OnlyAdministratorsError = Dans ce groupe, seuls ses administrateurs me demandent des images. Les vôtres, je les fais en privé : écrivez-moi là.
errors-RenderTimeLimitError = Vous avez eu les { $seconds } s de travail gratuit que je peux donner par personne et par jour. La suite vient demain, à minuit UTC. Ou touchez « Agrandir » sous une image ; les grandes sont toujours possibles.
errors-WaitingLimitError = { $jobs ->
        [one] { $jobs } de vos images attend déjà
       *[other] { $jobs } de vos images attendent déjà
    }, et c’est le maximum à la fois. Redemandez quand l’une est prête, ou touchez « Annuler » sous l’une d’elles.
errors-MayNotShowError = Je n’ai pas le droit d’envoyer des images, des vidéos ou des fichiers dans cette discussion. Demandez à un administrateur de me l’accorder, ou écrivez-moi en privé.
errors-UndeliveredError = Je n’ai pas pu livrer l’image : cette discussion m’était fermée.
errors-NotReadableError = { $problem }
errors-NotEnoughError = Cela coûte plus de crédits qu’il n’y en a. /balance les montre.
errors-PromoCodeError = { $code } : { $problem }
errors-NoSuchPrintError = Il n’y a pas de commande { $number }. oneiro prints list donne celles qui existent.
errors-PrintStateError = La commande { $number } est à l’état { $state } ; ensuite, il n’y a que : { $nexts }.
errors-PrintFileGoneError = Il n’y a pas de fichier pour la commande { $number } : il est en cours, ou n’a pas pu être fait. Voyez : oneiro prints show { $number }. Pour le refaire : oneiro prints again { $number }
errors-PrintNotAgainError = Le fichier de la commande { $number } n’est pas refait : il est en cours, ou la commande, « { $state } », n’en est plus là. À voir : oneiro prints show { $number }
errors-NoSuchJobError = Il n’y a pas de tâche { $job_id }. Les tâches sont oubliées quelque temps après leur fin : oneiro jobs donne celles qui sont connues.
errors-BackupError = { $file } : { $problem }
errors-QueueError = La file d’attente est injoignable pour le moment. Votre image attend et sera faite.
errors-ResultsAwayError = Je n’ai pas accès en ce moment à l’endroit où sont les images terminées. Réessayez dans une minute.
errors-NotBookedError = Je n’ai pas encore pu enregistrer votre paiement. Il est en lieu sûr, et je continue d’essayer.
errors-StorageError = Je ne peux rien noter en ce moment. Je reprends dès que possible.

## chat_errors
## What a person in a chat can do about them is another thing than at a terminal.

chat_errors-ClipTooLongError = { $name } dure { $length } ; je prends en entier { $limit } au plus. Raccourcissez la vidéo, ou dites seconds=10 pour son début.
chat_errors-OptionError = { $option }={ $value } ne convient pas : { $rule }. /help donne des exemples.
chat_errors-WeightsError = Le réseau { $network } n’est pas prêt : { $problem }. Sans network=, j’en prends un qui l’est.
chat_errors-SettingsError = Mes réglages ne sont pas bons. La personne qui me gère l’a appris par le journal.

## rules
## The {rule} of an option that only a chat has, or that a chat speaks of in its own way.

rules-part_of_photo = une partie de la photo prend un style ou deux
rules-painted_or_dreamt = une vidéo est peinte dans un style ou rêvée, pas les deux
rules-kinds_of_dream = les genres de rêve vont avec /video dream
rules-no_instant_dream = c’est pour peindre ; le rêve n’a pas de raccourci
rules-one_instant = ce qui est peint d’un seul trait est chaque fois pareil ; retirez instant, ou x4
rules-after_live = dites ensuite par quoi commencer : des choses ou un genre de rêve, comme /dream live cat

## amounts

amounts-too_many_bytes = trop d’octets

## settings
## The {name}, {problem} and {remedy} of a SettingsError, which whoever runs us reads at a terminal.

settings-all = Les réglages
settings-database = La base de données
settings-port = Port { $port }
settings-port_of = Port { $port } de { $host }
settings-metrics_port = Port { $port } de { $host } ({ $setting })
settings-place = { $file }, { $place }
settings-first_tier = la première formule

## problems

problems-not_set = ce réglage manque
problems-no_library = il faut { $library }, qui manque ici
problems-no_sentinels = ce n’est pas de la forme redis+sentinel://host:26379,host:26379/name/0
problems-no_such_setting = ce réglage n’existe pas
problems-unreadable = lecture impossible ({ $why })
problems-is_file = { $file } est un fichier
problems-folder_not_writable = impossible d’écrire dans { $folder } ({ $why })
problems-already_runs = Oneiro tourne déjà sur { $folder } (processus { $pid })
problems-path_too_long = son chemin est trop long pour un socket, et { $short } est à quelqu’un d’autre
problems-other_tables = ses tables sont d’une autre version ({ $version })
problems-older_tables = ses tables sont trop anciennes pour cette version ({ $version })
problems-port_taken = un autre programme l’occupe
problems-port_not_to_be_had = impossible de l’obtenir
problems-no_redis = ni redis-server ni valkey-server n’a été trouvé sur cette machine
problems-did_not_start = { $program } n’a pas démarré
problems-unknown_token = Telegram ne le connaît pas
problems-no_local_token = le Telegram local a besoin d’un jeton pour reconnaître le bot
problems-no_first_tier = elle doit exister et ne rien coûter
problems-only_first_is_free = seule la première formule peut être gratuite
problems-less_than = c’est moins que ce que permet [{ $tier }]
problems-no_tier = une formule est une table au nom court, en minuscules
problems-no_defaults = ce doit être une table d’arts
problems-no_art = ce doit être une table, pour l’un de : { $arts }
problems-no_such_key = cette clé n’existe pas ; il y a { $keys }
problems-title = ce doit être un texte de 1 à { $most ->
        [one] { $most } caractère
       *[other] { $most } caractères
    }
problems-number_list = ce doit être une liste de nombres
problems-one_number_or_two = ce doit être un nombre ou [le plus petit, le plus grand]
problems-least_first = le plus petit vient en premier
problems-whole_number = ce doit être un nombre entier de { $low } à { $high }
problems-packs = ce doit être une liste, de { $most ->
        [one] { $most } lot
       *[other] { $most } lots
    } au plus
problems-just_keys = ce doit être une table avec exactement : { $keys }
problems-yes_or_no = ce doit être true ou false
problems-day_is_over = ce jour est passé
problems-no_day = ce doit être un jour, comme 2026-12-31
problems-code_letters = un code a de 3 à 32 lettres de a à z, chiffres, - et _
problems-code_exists = ce code existe, ou a existé
problems-no_such_code = aucun code de ce nom n’est encore valable
problems-no_table = ce doit être une table qui contient quelque chose
problems-no_list_of_tables = ce doit être une liste d’au moins une table
problems-text_list = ce doit être une liste de textes
problems-no_material = un support est une table au nom court, en minuscules
problems-no_country = un pays est une table nommée par les deux majuscules de son code
problems-no_such_country = ce doit être l’un des pays
problems-no_prices = rien n’y est vendu
problems-print_size = une taille, ce sont deux nombres entiers de cm jusqu’à { $most }, le plus petit d’abord, comme 30x40
problems-print_pixels = { $size } avec son fond perdu dépasse { $megapixels } mégapixels ; baissez dpi
problems-currency = ce doit être les trois majuscules d’une monnaie, comme EUR
problems-shipping_name = ce doit être un nom court, en minuscules, qu’aucun autre mode d’envoi ne porte

## remedies

remedies-see_doctor = Voyez doctor.
remedies-see_file = Voyez { $file }.
remedies-see_all_settings = Tous les réglages sont dans .env.example.
remedies-see_comments = Les commentaires de { $file } disent ce qui convient.
remedies-run_everything = Ou lancez tout : oneiro up.
remedies-name_redis = Indiquez le Redis dont se sert le bot, ou lancez tout d’un coup : oneiro up.
remedies-name_a_folder = Indiquez un dossier.
remedies-another_folder = Indiquez un autre dossier avec --data-dir.
remedies-stop_it_first = Arrêtez-le d’abord, ou indiquez un autre dossier avec --data-dir.
remedies-shorter_path = Indiquez un dossier au chemin plus court.
remedies-metrics_port = Mettez { $setting } à un port libre, à 0 pour n’importe quel port libre, ou retirez-le.
remedies-another_port = Si un autre programme l’occupe, choisissez un autre port.
remedies-choose_port = Choisissez-en un autre avec --port.
remedies-install_redis = Installez-en un (Debian : apt install redis-server ; macOS : brew install redis) ou désignez-en un par ONEIRO_REDIS_URL.
remedies-see_log = La raison est dans { $file }.
remedies-update = Mettez Oneiro à jour, ou indiquez un autre ONEIRO_DATA_DIR ou ONEIRO_DATABASE_URL.
remedies-migrate = Mettez-les d’abord à jour : oneiro migrate
remedies-install_for_buckets = À installer : pip install 'oneiro[s3]'.
remedies-get_token = @BotFather en donne un ; pour tout essayer sans : oneiro up.
remedies-make_token = `oneiro up` en fait un ; à la main, n’importe lequel convient, comme 1000000:local.
remedies-copy_token = Copiez-le à nouveau depuis @BotFather.
remedies-check_token = Vérifiez ONEIRO_BOT_TOKEN et le réseau.
remedies-public_address = Telegram veut une adresse https publique sur le port 443, 80, 88 ou 8443.

## health
## What /readyz says of each part of a process.

health-sql = SQL répond.
health-sql_away = SQL ne répond pas : la base est-elle en marche, et ONEIRO_DATABASE_URL juste ?
health-redis = Redis répond.
health-redis_away = Redis ne répond pas : est-il en marche, et ONEIRO_REDIS_URL juste ?
health-telegram = Telegram répond.
health-telegram_away = Telegram ne répond pas : le réseau est-il là, et ONEIRO_TELEGRAM_URL juste ?
health-last_render_away = SQL ne répond pas : on n’en sait rien.
health-no_render = Aucun rendu n’a encore été fait.
health-last_render = Le dernier rendu s’est terminé il y a { $seconds } s.
health-no_renderer = Le processus de rendu s’est arrêté, et le suivant n’est pas encore là : voyez le journal de ce worker.
health-render_failed = Le dernier rendu a échoué il y a { $seconds } s : voyez le journal de ce worker.
health-late = Pas de réponse en { $seconds } s.

## supervisor
## What `oneiro up` says at a terminal.

supervisor-ready =
    Oneiro est prêt.

      chat     { $address }
      rêves    { $dream } sur { $device }
      styles   { $style } sur { $device }
      données  { $data_dir }
supervisor-larger_network = Un réseau plus grand fait des rêves plus riches : oneiro weights fetch googlenet
supervisor-stop = Ctrl-C arrête tout.
supervisor-killed = { $name } a été tué par { $signal } ; redémarrage dans { $seconds } s
supervisor-ended = { $name } s’est terminé avec { $code } ; redémarrage dans { $seconds } s

## overview
## What `oneiro status` says at a terminal, and /admin to an operator in the chat.

overview-head = Oneiro sur { $folder }, { $time } UTC
overview-stop = Ctrl-C ferme cette vue.
overview-nothing_runs = Rien ne tourne sur { $folder }. Pour commencer : oneiro up
overview-redis_away = Redis ne répond pas ({ $why }). Vérifiez ONEIRO_REDIS_URL.
overview-no_worker = Aucun worker n’est là : rien n’est rendu.
overview-unserved = Aucun worker en marche ne sert le groupe { $pool }, où des tâches attendent : { $count }. Démarrez-en un, ou voyez ONEIRO_POOLS de ceux qui sont là.
overview-no_database = Il n’y a pas encore de base de données dans { $file } : le premier oneiro up en fait une.
overview-no_tables = La base de données est vide : le premier oneiro up ou oneiro bot la prépare.
overview-other_tables = Les tables de la base sont de la version { $found }, et cet Oneiro lit la { $known } : oneiro up met à jour les plus anciennes, les plus récentes demandent un Oneiro plus récent.
overview-database_away = La base de données ne répond pas ({ $why }).
overview-queue = file      { $tier } : { $count } { $state }, attente la plus longue { $age }
overview-queue_empty = file      vide
overview-waits = attente   { $tier } : aujourd’hui, la moitié en { $p50 } au plus, 95 % en { $p95 } au plus
overview-cost = secondes  { $art }, { $tier }, sur { $device } : { $seconds } s aujourd’hui, { $renders ->
        [one] { $renders } rendu
       *[other] { $renders } rendus
    }
overview-no_cost = secondes  aucun rendu aujourd’hui
overview-failures = échecs    { $count } aujourd’hui
overview-failures_of = échecs    { $count } aujourd’hui : { $by_error }
overview-stars = étoiles   entrées aujourd’hui : { $came }, remboursées : { $went }
overview-earned = gains     { $product } : { $stars } ⭐ et { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } aujourd’hui, remboursements déduits
overview-margin = marge     { $margin } ⭐ aujourd’hui : { $stars } ⭐ de gains, { $cost } ⭐ pour { $seconds } s de rendu
overview-worker = worker    { $name } sur { $device } pour { $pools } : { $what }
overview-idle = au repos
overview-renders = { $art }, { $tier }, { $percent } % (tâche { $job_id })

## job
## What `oneiro jobs` and `oneiro job` say at a terminal.

job-none = Aucune tâche ne correspond.
job-line = { $job_id }  { $at }  { $art }, { $tier }, pour { $user_id } : { $state }, { $seconds } s de rendu

## premium
## What /admin says to an operator in the chat.

premium-tier = { $title } : jusqu’à { $size } px, { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    } au plus · { $price }
premium-free = gratuit
premium-how = Ci-dessus : un même rêve dans chacune de ces tailles. Faites d’abord une image gratuite, autant de fois que vous voulez ; « Agrandir », dessous, montre le prix de la même, en plus grand. Rien n’est prélevé avant que vous ne payiez la facture, et /refund vous rembourse si elle ne vous plaît pas.

## ledger

ledger-clean = Les comptes sont justes : { $transfers ->
        [one] { $transfers } mouvement
       *[other] { $transfers } mouvements
    }, { $accounts ->
        [one] { $accounts } compte
       *[other] { $accounts } comptes
    }, { $charges ->
        [one] { $charges } paiement
       *[other] { $charges } paiements
    }.
ledger-unbalanced = Le mouvement { $transfer } n’a pas deux écritures de son montant.
ledger-broken = Compte { $account } : l’écriture { $entry } ne fait pas suite à la précédente.
ledger-balance = Compte { $account } : le solde est { $balance }, ses écritures donnent { $entries }.
ledger-sum = Tous les comptes en { $currency } donnent ensemble { $sum } ; ce devrait être 0.
ledger-misplaced = Le paiement { $charge_id } ({ $state }) se trouve en { $where } dans les comptes, et devrait être en { $expected }.
ledger-gift_not_held = { $hold } n’est pas en attente, et son cadeau est ouvert.
ledger-gift_not_open = { $hold } est en attente, et n’a pas de cadeau ouvert.
ledger-overdue = { $hold } est en attente depuis bien plus longtemps que la normale.
ledger-agrees = Les comptes sont justes, et Telegram détient ce qu’ils disent.
ledger-busy = Un autre processus s’en occupe. Redemandez dans quelques minutes.
ledger-empty = Les comptes sont vides.
ledger-differs = Les comptes ne sont pas ce qu’ils devraient être :
ledger-telegram = Telegram dit détenir { $telegram } ⭐ pour ce bot ; d’après les comptes, c’est { $ledger } ⭐.

## print_orders
## What oneiro prints tells an operator, and the sheet for a printer.

print_orders-none = Rien n’a encore été commandé.
print_orders-line = { $number }  { $at }  { $state }  { $what }  { $price }  { $country }
print_orders-no_file = aucun
print_orders-written = Écrit : { $file }

print_orders-again = Le fichier de la commande { $number } sera refait dès que son tour viendra. À voir : oneiro prints show { $number }

## sheet

sheet-title = Commande de tirage { $number }
sheet-bleed = Fond perdu
sheet-file = Fichier
sheet-checksum = SHA-256
sheet-paid = Payé
sheet-shipping = Envoi
sheet-address = Adresse
sheet-no_address = (supprimée)
sheet-letters = Certaines lettres ne peuvent pas être tracées ici : oneiro prints show { $number } les a.

## admin

admin-usage =
    /admin queue — ce qui attend, et les attentes, échecs et étoiles du jour
    /admin user ID — une personne, en chiffres
    /admin ban ID raison — ne plus rien lire d’une personne ou d’une discussion ; /admin unban ID
    /admin refund PAIEMENT — rembourser un paiement
    /admin credit ID NOMBRE raison — donner des crédits à une personne et lui dire pourquoi
    /admin broadcast TEXTE — s’adresser à tout le monde, après un bouton ; sans texte : où en est le dernier envoi
    /admin costs — les secondes, étoiles et gains du jour, par art, produit et personne
    /admin regions — combien de personnes attendent l’ouverture, par langue
    /admin feed — ce qui a été signalé dans le fil : le garder ou le retirer
    /admin poll CHAT — demander à un chat le thème de demain
    /admin pause — les workers ne prennent plus rien ; /admin resume
admin-workers = Workers : { $count }
admin-is_paused = En pause : les workers ne prennent rien jusqu’à /admin resume.
admin-user =
    { $user_id }, langue { $language }, première fois { $since }, dernière fois { $last }
    tâches : { $jobs }
    payé et gardé : { $stars } ⭐ ; temps de rendu aujourd’hui : { $seconds } s
admin-is_banned = Mise à l’écart : { $reason }
admin-banned = { $user_id } est à l’écart : plus rien n’est lu de sa part. Ce qui était commandé avant est fait.
admin-unbanned = { $user_id } n’est pas à l’écart.
admin-no_ban_of_operators = C’est un opérateur : retirez-le d’abord d’ONEIRO_OPERATORS.
admin-no_charge = Il n’y a pas de paiement { $charge_id }. `oneiro job ID` et les reçus de /paysupport les nomment.
admin-refund_due = Remboursement en route vers { $user_id } : { $stars } ⭐.
admin-refunded = Déjà remboursé à { $user_id } : { $stars } ⭐.
admin-refunded_credits = Rendu à { $user_id } : { $credits ->
        [one] { $credits } crédit.
       *[other] { $credits } crédits.
    }
admin-had_credits_back = Déjà rendu à { $user_id } sur ce paiement : { $credits ->
        [one] { $credits } crédit.
       *[other] { $credits } crédits.
    }
admin-credited = { $user_id } a { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    } de plus : { $balance } en tout.
admin-broadcast_ask = Ce que vous avez écrit après /admin broadcast va à { $people ->
        [one] { $people } personne.
       *[other] { $people } personnes.
    }
admin-broadcast_begun = L’envoi commence, petit à petit. /admin broadcast dit où il en est.
admin-broadcast_goes_on = Le dernier envoi continue : { $sent ->
        [one] { $sent } personne l’a reçu
       *[other] { $sent } personnes l’ont reçu
    }, injoignables : { $failed }.
admin-broadcast_done = Le dernier envoi est terminé : { $sent ->
        [one] { $sent } personne l’a reçu
       *[other] { $sent } personnes l’ont reçu
    }, injoignables : { $failed }.
admin-cost = { $user_id } : { $seconds } s en { $renders ->
        [one] { $renders } rendu
       *[other] { $renders } rendus
    }
admin-stars = { $user_id } : { $stars } ⭐
admin-paused = En pause : le rendu en cours se termine, plus rien n’est pris, et les commandes attendent dans la file.
admin-resumed = Les workers reprennent les tâches.

## spans

spans-seconds = { $seconds } s
spans-minutes = { $minutes } min
spans-hours = { $hours } h

## migrate
## What `oneiro migrate` says at a terminal.

migrate-created = Les tables sont créées ({ $new }).
migrate-upgraded = Les tables sont maintenant de la version { $new } ; elles étaient de la { $old }.
migrate-up_to_date = Les tables sont à jour ({ $new }).
migrate-newer = Les tables sont d’une version plus récente ({ $old }), et cette version s’en accommode ; rien n’a été changé.

## backup
## What `oneiro backup` and `oneiro restore` say at a terminal.

backup-made = { $file } contient la base de données ({ $version }) et l’index de { $results ->
        [one] { $results } résultat.
       *[other] { $results } résultats.
    }
backup-restored = { $folder } est tel qu’il était à { $made_at }.
backup-use_pg_dump = La base est un Postgres, qui a son propre outil : pg_dump --format=custom --file='{ $file }' "$ONEIRO_DATABASE_URL"
backup-use_pg_restore = La base est un Postgres, qui a son propre outil : pg_restore --no-owner --dbname="$ONEIRO_DATABASE_URL" '{ $file }'
backup-not_empty = { $folder } n’est pas vide, et rien n’y est écrasé. Indiquez un dossier vide ou nouveau avec --data-dir.
backup-newer = La sauvegarde vient d’un Oneiro plus récent (tables { $version }, celui-ci connaît { $known }). Mettez d’abord Oneiro à jour.
backup-damaged = Le fichier est abîmé, ou n’est pas une sauvegarde d’Oneiro. Rien n’a été changé.
backup-no_copy = La base de données n’a pas pu être copiée ({ $why }).

## doctor
## What `oneiro doctor` says at a terminal.

doctor-writable = on peut écrire dans { $folder }, espace libre : { $gigabytes } Go
doctor-free_space = Faites de la place, ou indiquez un autre --data-dir.
doctor-results = { $place } : les résultats y sont gardés et retrouvés
doctor-results_away = { $place } : les résultats ne peuvent pas y être gardés ({ $why })
doctor-migrated = { $database } : à jour, et répond
doctor-jobs_aside = mis de côté car illisible : { $jobs ->
        [one] { $jobs } tâche
       *[other] { $jobs } tâches
    }, dont payées : { $paid }
doctor-older_version = La version d’Oneiro qui les a faites sait les lire ; le journal les nomme une à une.
doctor-updates_aside = mises à jour laissées de côté : { $updates }
doctor-see_updates = Le journal du processus de chat dit pourquoi : "an update was set aside". Elles sont dans la table updates, telles qu’arrivées ; un Oneiro plus récent saura peut-être les lire.
doctor-own_redis = Redis { $version } (le sien, essayé puis arrêté)
doctor-redis = Redis { $version } (à ONEIRO_REDIS_URL)
doctor-no_token = pas d’ONEIRO_BOT_TOKEN : `oneiro up` apporte un Telegram local
doctor-token = le jeton est celui de @{ $username }
doctor-guests_off = Le mode invité est désactivé : activez-le dans @BotFather, Bot Settings, pour qu’on puisse m’appeler sous les photos de toute discussion.
doctor-inline_off = Le mode inline est désactivé : activez-le dans @BotFather, Bot Settings, pour que chacun puisse envoyer ses œuvres dans toute discussion.
doctor-unknown_token = Telegram ne connaît pas le jeton
doctor-see_list = Que faire pour chacun : oneiro weights list
doctor-richer_networks = Pour des images plus riches : oneiro weights fetch googlenet, oneiro weights fetch vgg19
doctor-rendered = { $size_px } px par { $network } sur { $device } en { $seconds } s

## doctor.remedies

doctor-remedies-python = Refaites l’installation : make install
doctor-remedies-data = Indiquez un dossier où vous pouvez écrire, avec --data-dir ou ONEIRO_DATA_DIR.
doctor-remedies-results = Autorisez l’écriture dans le dossier ; pour un bucket, vérifiez ONEIRO_RESULTS_URL, AWS_ENDPOINT_URL et ses clés, et ce qu’elles ont le droit d’y faire.
doctor-remedies-database = Vérifiez ONEIRO_DATABASE_URL, ou retirez-le pour utiliser SQLite.
doctor-remedies-redis = Vérifiez ONEIRO_REDIS_URL, ou retirez-le et installez redis-server.
doctor-remedies-telegram = Vérifiez ONEIRO_BOT_TOKEN chez @BotFather, et l’accès de cette machine à Internet.
doctor-remedies-feed = Mettez-y des images, chacune avec sa licence à côté : docs/COMMUNITY.md.
doctor-remedies-networks = Refaites l’installation : make install
doctor-remedies-dream = Essayez ONEIRO_DEVICE=cpu ; si cela marche, c’est la carte graphique ou son pilote.
doctor-remedies-style = Essayez ONEIRO_DEVICE=cpu ; si cela marche, c’est la carte graphique ou son pilote.

## feed
## Ce que les gens montrent à tout le monde, dans la discussion.

feed-button_show = Montrer
feed-button_only_result = Seulement le résultat
feed-button_with_photo = Avec ma photo
feed-button_with_style = Avec mon image de style
feed-button_unsigned = Signer : { $name }
feed-button_signed = ✓ Signé : { $name }
feed-button_like = ♥ { $likes }
feed-button_next = Suivant
feed-button_like_this = Faire pareil
feed-button_report = Signaler
feed-button_take_back = Ne plus montrer
feed-button_open = Sur le web
feed-button_keep = Rien à redire
feed-button_drop = Retirer
feed-button_drop_ban = Retirer et bannir
feed-ask =
    Montrer ceci à tout le monde ? L’image sera dans le fil (/feed) avec son style et ses mots, et j’en garde une copie jusqu’à ce que vous la retiriez.

    Seulement le résultat : ce dont il est fait reste privé.
    Avec votre image : on la verra aussi, à côté du résultat, et d’autres pourront se servir de votre image de style.
feed-ask_plain = Montrer ceci à tout le monde ? L’image sera dans le fil (/feed) avec ses mots, et j’en garde une copie jusqu’à ce que vous la retiriez.
feed-unsigned = Elle ne peut pas être signée : je ne sais dessiner aucune lettre de votre prénom.
feed-shown = Tout le monde peut la voir, dans /feed. Vous pouvez la retirer à tout moment, ici ou dans /mine.
feed-shown_at =
    Tout le monde peut la voir, dans /feed et ici : { $link }
    Vous pouvez la retirer à tout moment, ici ou dans /mine.
feed-took_back = C’est retiré : on ne la voit plus nulle part, et mes copies sont supprimées.
feed-gone = Celle-là n’est plus montrée.
feed-liked = Vous aimez.
feed-liked_before = Vous aimez déjà.
feed-reported = Merci. Une personne qui s’occupe du bot va regarder.
feed-empty = Personne ne montre encore rien. Commencez : faites une image et touchez « Montrer ».
feed-end = C’est tout pour l’instant. Faites quelque chose à vous et touchez « Montrer ».
feed-mine_empty = Vous ne montrez rien. Sous une image terminée, touchez « Montrer ».
feed-mine_end = C’est tout ce que vous montrez.
feed-mine_hidden = Masquée : plusieurs personnes l’ont signalée, quelqu’un va la regarder.
feed-caption = { $title }
feed-caption_signed = { $title } · { $name }
feed-make_photo = Envoyez-moi une photo, j’en ferai autant. { $title }
feed-make_words =
    Pour en faire autant, envoyez une photo avec ces mots en légende :
    { $command }
feed-make_style = Celle-là imite une image que son auteur garde pour lui. Avec /style et une image à vous, je peindrai comme elle.
feed-own_style = une image personnelle
feed-private_style = une image privée
feed-as_it_comes = au hasard
feed-hidden = Une œuvre du fil a été signalée ; elle est masquée jusqu’à ce que vous la regardiez : /admin feed
feed-queue_empty = Rien à regarder dans le fil.
feed-queue_item =
    { $title }
    de { $user_id }, signalée par { $reports ->
        [one] { $reports } personne
       *[other] { $reports } personnes
    }. { $state }
feed-queue_hidden = Elle est masquée.
feed-queue_shown = Elle est visible.
feed-kept = Elle est visible, et ces signalements ne comptent plus.
feed-dropped = Retirée, avec ses copies.
feed-title-dream = Un rêve : { $what }
feed-title-style = Peint : { $what }
feed-title-texture = Une texture : { $what }
feed-title-paint = Coups de pinceau : { $what }
feed-title-colorize = Une photo grise en couleurs
feed-title-draw = Dessiné à partir de rien : { $what }
feed-title-explain = Ce que le réseau a vu : { $what }
feed-title-zoom = Un voyage dans une image : { $what }
feed-title-video = Un film : { $what }
feed-refused-shown = Elle est déjà montrée. /mine permet de la retirer.
feed-refused-gone = Cette image a été supprimée : il n’y a rien à montrer.
feed-refused-banned = Vous ne pouvez rien montrer ici.

## saved
## Styles that people save, share and keep.

saved-button_save = Garder son style

saved-button_save_picture = Garder comme style

saved-button_mine = ★ { $name }

saved-button_popular = ♥ { $name }

saved-button_before = ◀

saved-button_after = ▶

saved-button_use = L’utiliser

saved-button_rename = Renommer

saved-button_share = Partager

saved-button_unshare = Ne plus partager

saved-button_for_all = Partager avec tous

saved-button_not_for_all = Par lien seulement

saved-button_delete = Supprimer

saved-button_put_away = Retirer

saved-button_next_photo = Peindre ainsi ma prochaine photo

saved-button_keep = Le garder parmi les miens

saved-in_private = Faites-le plutôt dans notre chat privé : vos styles ne regardent que vous.

saved-how = Envoyez une image avec /save_style en légende, ou répondez ainsi à une image. Les mots qui suivent sont son nom : /save_style Jardin de nuit

saved-default_name = Style { $number }

saved-saved = C’est gardé. Vous le trouvez dans /mystyles et dans /style.

saved-had = Celui-là, vous l’avez déjà.

saved-none = Vous n’avez pas encore de style à vous. Envoyez une image et touchez « Garder comme style », ou répondez à une image avec /save_style.

saved-caption = { $name } · { $place } sur { $count }

saved-of_other = Quelqu’un le partage avec vous.

saved-link = Qui ouvre ce lien peut peindre avec : { $link }

saved-for_everybody = Il peut apparaître dans le /style de tous, sous son nom.

saved-used = { $uses ->
        [0] Personne d’autre ne s’en est encore servi.
        [one] D’autres en ont fait { $uses } image.
       *[other] D’autres en ont fait { $uses } images.
    }

saved-brings = Chacune vous rapporte { $credits ->
        [one] { $credits } crédit
       *[other] { $credits } crédits
    }, jusqu’à { $most } par jour pour tous vos styles.

saved-offered = Un style que quelqu’un partage : { $name }

saved-own_link = C’est le lien de votre propre style.

saved-gone = Ce style n’existe plus.

saved-ask_name = ✏️ Comment appeler { $name } ? Répondez avec le nouveau nom, de { $most ->
        [one] { $most } caractère
       *[other] { $most } caractères
    } au plus.

saved-name_old = C’était il y a un moment. Touchez encore « Renommer », dans /mystyles.

saved-name-empty = Un nom doit montrer quelque chose. Envoyez-en un autre.

saved-name-too_long = Ce nom est trop long. Envoyez-en un de { $most ->
        [one] { $most } caractère
       *[other] { $most } caractères
    } au plus.

saved-shared-private = Son lien ne marche plus.

saved-shared-link = Son lien est prêt à être envoyé.

saved-shared-everybody = Il peut désormais apparaître dans le /style de tous.

saved-dropped = Supprimé, ma copie aussi.

saved-kept = Il est parmi les vôtres : /mystyles

saved-refused-full = Vous avez { $most ->
        [one] { $most } style
       *[other] { $most } styles
    }, et c’est le maximum. Supprimez-en d’abord un dans /mystyles.

saved-refused-banned = Vous ne pouvez rien garder ici.

saved-refused-gone = Ce style n’est plus partagé.

saved-refused-own = C’est le vôtre : /mystyles

## stickers
## /sticker, and its button under a result.

stickers-how = Répondez /sticker à une image ou à un résultat, et j’en découpe un autocollant.
stickers-cannot = On peut faire un autocollant d’une seule image, et seulement de l’une des vôtres.
stickers-added = L’autocollant est dans votre pack.
stickers-alone = Voici votre autocollant. Telegram ne l’a pas pris dans un pack.
stickers-title = Rêves et peintures
stickers-button = Autocollant
stickers-button_more = Plus
stickers-button_open = Ouvrir le pack

## shapes
## A result as a story or a wallpaper, under More.

shapes-story_button = En story
shapes-phone_button = Fond de téléphone
shapes-desk_button = Fond d’écran
shapes-story = Pour une story, 9:16.
shapes-phone = Un fond d’écran pour téléphone.
shapes-desk = Un fond d’écran pour ordinateur.

## my_photo
## The button under /start.

my_photo-button = Rêver ma photo de profil
my_photo-none = Je ne vois pas de photo de profil. Envoyez-moi plutôt une photo.

## streak
## Under /mine, and nowhere else.

streak-days = { $days ->
    [one] Vos images : { $days } jour de suite.
   *[other] Vos images : { $days } jours de suite.
}

## today
## /today, and /admin poll.

today-theme = Le thème du jour : { $theme }. Envoyez une photo maintenant et je la rêve ainsi ; ou /today avec une photo, ou en réponse à une photo.
today-theme_in_group = Le thème du jour : { $theme }. Répondez /today à une photo.
today-poll_question = Quel thème pour demain ?
today-poll_sent = Le sondage est envoyé. Il se ferme à minuit, UTC.
today-poll_there = Il y a déjà un sondage pour demain.
today-poll_refused = Impossible de l’envoyer là-bas : { $why }

## themes
## The word of a day's theme; beside it stands the name of a kind of dream.

themes-castle = château
themes-peacock = paon
themes-jellyfish = méduse
themes-lion = lion
themes-volcano = volcan
themes-goldfish = poisson rouge
themes-butterfly = papillon
themes-pagoda = pagode
themes-palace = palais
themes-octopus = pieuvre
themes-fountain = fontaine
themes-lighthouse = phare
themes-fox = renard
themes-seashore = bord de mer
themes-carousel = manège
themes-owl = hibou
themes-steam_locomotive = locomotive à vapeur
themes-monastery = monastère
themes-snail = escargot
themes-mosque = mosquée
themes-coral_reef = récif de corail
themes-tiger = tigre
themes-valley = vallée
themes-balloon = montgolfière
themes-dragonfly = libellule
themes-violin = violon
themes-obelisk = obélisque
themes-frog = grenouille

## web
## Les pages du fil sur le web.

web-title = Le fil d’Oneiro
web-lead = Des photos rêvées et repeintes par celles et ceux qui les montrent ici.
web-begin = Faire la vôtre
web-older = Plus anciennes
web-newest = Les plus récentes
web-empty = Personne ne montre encore rien.
web-empty_hint = Envoyez une photo au bot, puis touchez « Montrer » sous ce qui en sort.
web-missing = Cette image n’est plus montrée.
web-missing_hint = Son auteur l’a peut-être retirée.
web-away = Le fil s’est absenté un instant. Revenez bientôt.
web-made_of = Fait à partir de
web-photo = La photo
web-style = Le style
web-private = Ce dont elle est faite reste privé.
web-from_nothing = Faite de mots, et de rien d’autre.
web-with_words = Avec ces mots
web-like = J’aime
web-likes = { $likes ->
        [0] Pas encore de j’aime
        [one] { $likes } j’aime
       *[other] { $likes } j’aime
    }
web-like_this = Faire pareil
web-report = Signaler
web-take_back = À vous ? Retirer
web-back = Toutes les œuvres
web-picture = { $title }, par { $name }
web-shown_on = Montrée le { $date }
web-privacy = Tout ce qui est ici est montré par son auteur, et disparaît dès qu’il le retire. Ces pages ne posent aucun cookie et ne demandent rien à d’autres sites.

## guest
## Below photos of chats that we are not in.

guest-begun = Je m’y mets. L’image arrive ici.
guest-how = Répondez à une photo par { $bot } rêve ou { $bot } style mosaïque : l’image vient à la place de ma réponse.
guest-no_photo = Répondez à une photo par { $bot } rêve. Je ne vois que le message auquel vous répondez.
guest-no_film = C’est une vidéo, et ici je travaille sur des photos. Envoyez-la à { $bot } dans notre discussion : les vidéos s’y font.
guest-which_style = Quel style ? Dites-le ainsi : { $bot } style mosaïque. Il y a { $styles }.
guest-anonymous = Je fais des images pour des personnes, et ici vous parlez au nom d’une discussion. Redemandez en votre nom.
guest-storage_closed = La discussion de ONEIRO_STORAGE_CHAT ({ $chat }) n’accepte rien de moi : { $why }. Les invités restent sans image tant que je ne peux pas y écrire. Je le dis une seule fois.
guest-help = Dans toute discussion : répondez à une photo par { $bot } rêve, et l’image arrive là.

## inline
## What stands where our name is written in the field of any chat.

inline-button = Faire une nouvelle image
inline-style = Répondez à une photo par { $bot } style { $name } : je la peins dans le style { $style }.
inline-style_private = Envoyez une photo à { $bot } et choisissez le style { $style } : je la peins ainsi.
inline-help = Écrivez { $bot } et une espace dans toute discussion pour y envoyer l’une de vos images.

## house
## Ce qu’Oneiro peint de lui-même pour le fil, à partir d’un dossier d’images libres.

house-mark = par Oneiro
house-painted = Peinte par Oneiro lui-même, quand personne n’attendait.
house-caption =
    { $title }
    Peinte par Oneiro lui-même, quand personne n’attendait. D’après : { $name }, de { $author } ({ $licence }, { $source })
house-photo_by = { $name }, de { $author }
house-source = D’où elle vient
house-queue_item =
    { $title }
    d’Oneiro lui-même, signalée par { $reports ->
        [one] { $reports } personne
       *[other] { $reports } personnes
    }. { $state }
house-spare = loisir    { $seconds } s sur { $device } pour le fil aujourd’hui, { $count ->
        [one] { $count } image montrée
       *[other] { $count } images montrées
    }
house-no_folder = pas de ONEIRO_FEED_FOLDER : rien n’est peint pour le fil quand personne n’attend
house-folder = { $folder } : { $count ->
        [one] { $count } image à peindre pour le fil
       *[other] { $count } images à peindre pour le fil
    }
house-skipped = laissée de côté : { $name }. { $why }
house-more_skipped = laissées de côté en plus : { $count }
house-unreadable = Elle ne se lit pas ({ $why }).
house-no_note = Il lui faut { $note } à côté, avec sa licence, son auteur et sa source.
house-broken_note = { $note } n’est pas du TOML ({ $why }).
house-lacks = { $note } ne dit pas : { $what }.
house-not_free = « { $licence } » n’est pas une licence qui permet à tous de changer une image et de la montrer : docs/COMMUNITY.md les nomme.

## films
## Les films que les gens montrent.

films-ask = Montrer ce film à tout le monde ? Il sera dans /feed avec ses mots, et qui le regarde voit de quoi il est fait. J’en garde une copie jusqu’à ce que vous le retiriez.
films-button_show = Montrer le film
films-made_of = Fait de ce qu’on y voit.
films-make_words =
    Pour en faire autant, envoyez une vidéo avec ces mots en légende :
    { $command }
