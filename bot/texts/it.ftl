### Every sentence that a person reads. Warm, short, plain; each says what to do next.
### { $facts } are filled in by the code; a test holds the keys and the code together. A key is
### written with dots in the code and with hyphens here. docs/LANGUAGES.md tells the rest.

## commands

commands-start = Si comincia da qui
commands-help = Che cosa so fare
commands-dream = Sogna una foto
commands-style = Dipingi una foto in uno stile
commands-video = Dipingi o sogna un video: /video dream, /video mosaic
commands-texture = Una texture senza giunture da un’immagine
commands-zoom = Un video che entra in una foto sognando
commands-paint = La tua foto a pennellate, e il video di come nasce: /paint ink
commands-colorize = Colori per una foto in bianco e nero: /colorize car=red
commands-draw = Disegna qualcosa dal nulla: /draw vulcano
commands-what = Dai un nome a ciò che c’è in una foto
commands-explain = Mostra che cosa la rete ha visto in una foto
commands-sticker = Ritagliare un adesivo: /sticker in risposta a un’immagine
commands-today = Il tema del giorno, da sognare
commands-queue = A che punto sono le tue immagini
commands-feed = Quello che mostrano gli altri
commands-mine = Quello che mostri, e come toglierlo
commands-mystyles = I tuoi stili
commands-save_style = Salvare un’immagine come stile: rispondile così
commands-premium = Che cosa danno i formati più grandi, e quanto costano
commands-balance = I tuoi crediti
commands-promo = Crediti con un codice: /promo CODICE
commands-gift = Regala crediti a qualcuno: /gift 50
commands-invite = Invita qualcuno: crediti per tutti e due
commands-subscribe = Crediti ogni mese, e più avanti in coda
commands-cancel = Ferma le tue immagini in corso
commands-print = Un risultato su tela o carta: rispondigli con /print
commands-settings = Come mi comporto in questa chat e le sue abitudini: /settings dream octaves=5
commands-language = La lingua in cui parlo
commands-refund = Riprendi quanto hai pagato per un’immagine che non ti piace
commands-terms = Le condizioni delle immagini a pagamento
commands-privacy = Che cosa conservo di te
commands-delete_me = Cancellare tutto ciò che conservo di te
commands-export = Tutto ciò che conservo di te, in un file
commands-support = L’aiuto di una persona
commands-paysupport = Aiuto con un pagamento

## operator_menu
## In the menu of operators alone.

operator_menu-admin = Per chi gestisce: queue, user, ban, refund, credit, broadcast, costs, feed, pause

## start

start-hello =
    Ciao. Trasformo le foto in arte.

    Inviami una foto e scegli: con «Sogno» una rete neurale dipinge ciò che ci vede dentro, con «Stile» la ridipinge alla maniera di un’altra immagine.

    Oppure scrivilo dopo, a parole tue: sogno castello, stile mosaico. È gratis; il resto lo racconta /help.

## help

help-text =
    Invia una foto, poi premi «Sogno» o «Stile». Oppure scrivi un comando: come didascalia, in risposta a una foto o subito dopo averla inviata:

    /dream — la sogna: /dream creatures, /dream gatto e castello, /dream layer=inception_4c octaves=5 seed=3
    /dream guide — due immagini in un album: ciò che c’è nella seconda appare nella prima
    /dream live — in un gruppo: un video che guidate tutti insieme
    /style — scegli uno stile, o invia un’immagine da imitare; /style swirls:2 mosaic:1 ne mescola due. Due immagini in un album, o una in risposta all’altra: la foto e il suo stile
    /style ink colors=keep scale=150 faces — colori della tua foto, tratto largo, volti intatti; /style ink mask dipinge solo dove una seconda immagine è bianca
    Un album con /style mosaic: tutte le sue foto
    /video — dipinge o sogna un video o una GIF: /video mosaic, /video dream creatures
    /texture — una texture senza giunture, alla sua maniera: /texture, /texture swirls
    /zoom creatures — un video dentro il suo sogno
    /paint — a pennellate, e il loro video: oil, gouache, ink, pencil, knife
    /colorize — colori per una foto grigia: /colorize car=red, /colorize warm. Due immagini in un album: quella grigia prende i colori dell’altra
    /draw vulcano, /draw рыбы, /draw un château — dal nulla
    /draw vulcano x4, /dream x4, /style x4 — quattro inizi tra cui scegliere
    /what — cinque cose che ci vedo
    /explain — dove le vedo: /explain gatto
    /sticker — un adesivo ritagliato da un’immagine, in un pacchetto tuo
    /today — il tema del giorno, con la tua foto
    /print — su tela o carta: rispondi a un risultato
    /queue — a che punto sono le tue immagini
    /save_style /mystyles — i tuoi stili
    /feed /mine /premium /subscribe /balance /gift /promo /invite
    /cancel — ferma le tue immagini in corso
    /settings dream octaves=5 — d’ora in poi si fa così in questa chat
    /language — la lingua in cui parlo

    Sotto ogni risultato c’è il comando che lo rifà identico.

    Sogni: { $presets }
    Stili: { $styles }

    Gratis: fino a { $free_px } px, video di { $free_frames ->
        [one] { $free_frames } fotogramma
       *[other] { $free_frames } fotogrammi
    }, { $free_s } s dei tuoi video, { $free_jobs ->
        [one] { $free_jobs } risultato
       *[other] { $free_jobs } risultati
    } al giorno. Più in grande servono stelle Telegram; il prezzo lo vedi sempre prima. /refund /terms /privacy /export /delete_me /support /paysupport

## terms

terms-text =
    Le immagini gratuite non costano nulla. Una più grande costa quanto dice il suo pulsante, una volta sola: stelle Telegram, o crediti se ne hai abbastanza. Se non si può fare o la annulli prima della fine, quanto hai pagato torna da sé; per i passaggi pagati e non fatti tornano crediti. I crediti pagano immagini qui, e nient’altro.

    Non è come volevi? Per { $hours ->
        [one] { $hours } ora
       *[other] { $hours } ore
    } dal suo arrivo, il pulsante sotto l’immagine o /refund ti restituisce quanto hai pagato, per { $most ->
        [one] { $most } immagine
       *[other] { $most } immagini
    } in { $days ->
        [one] { $days } giorno
       *[other] { $days } giorni
    }. L’immagine resta tua.

    Un abbonamento costa le sue stelle ogni mese finché non lo disdici, in /balance o nelle impostazioni di Telegram; il mese pagato vale fino alla fine, e i suoi crediti restano tuoi.

    Non conservo le tue foto. Un’immagine finita resta da me per { $keep_h ->
        [one] { $keep_h } ora
       *[other] { $keep_h } ore
    }, così puoi averla a dimensioni reali, poi si cancella; «Elimina» la toglie subito.

    Una stampa si paga in denaro con la fattura, spedizione compresa. Se non si può stampare o spedire, chi gestisce il servizio te lo restituisce tramite il fornitore dei pagamenti.

## privacy

privacy-text =
    Conservo il tuo id Telegram e la tua lingua, ciò che hai ordinato, pagato, regalato e ricevuto, chi ti ha invitato e dove si trovano le tue immagini su Telegram, mai le immagini stesse. Ogni risultato resta da me per { $keep_h ->
        [one] { $keep_h } ora
       *[other] { $keep_h } ore
    } o finché non premi «Elimina». Ordini, menu e posti delle immagini li dimentico dopo { $history_days ->
        [one] { $history_days } giorno
       *[other] { $history_days } giorni
    }, se non è stato pagato nulla. Ciò che mostri con «Mostra» lo vedono tutti, e ne tengo copie finché non lo togli, qui o in /mine. Di un’immagine che salvi come stile tengo una copia finché non la elimini in /mystyles.

    Niente del resto va ad altri, tranne l’indirizzo di una stampa che ordini: lo riceve chi la stampa e la spedisce, e io lo conservo per { $address_days ->
        [one] { $address_days } giorno
       *[other] { $address_days } giorni
    } dopo la consegna. I dati della tua banca restano al fornitore dei pagamenti.

    /export te lo manda tutto in un file; /delete_me lo cancella.

## delete_me
## Che cosa si perde, la domanda e la risposta.

delete_me-in_private = Scrivimi /delete_me in privato: riguarda tutto ciò che conservo di te, anche nei gruppi.
delete_me-ask = Cancello tutto ciò che conservo di te? Nessuno potrà recuperarlo. Se ne vanno:
delete_me-credits = • i tuoi crediti: { $credits }
delete_me-subscription = • il tuo abbonamento { $title }, pagato fino alla scadenza ({ $date }); Telegram non preleva altre stelle
delete_me-waiting = • ciò che aspetti: { $jobs ->
        [one] { $jobs } immagine
       *[other] { $jobs } immagini
    }. Quanto hai pagato torna indietro
delete_me-results = • ciò che ho ancora in dimensioni reali: { $results ->
        [one] { $results } immagine
       *[other] { $results } immagini
    }
delete_me-rest = • ciò che hai ordinato, anche nei gruppi, i tuoi stili, le tue impostazioni, la lingua e dove si trovano le tue immagini su Telegram
delete_me-prints = { $prints ->
        [one] { $prints } stampa va avanti: indirizzo, file e ordine restano fino alla consegna o al rimborso.
       *[other] { $prints } stampe vanno avanti: indirizzi, file e ordini restano fino alla consegna o al rimborso.
    }
delete_me-stays = Che cosa resta: gli importi pagati, regalati o rimborsati, con il tuo numero Telegram, perché servono ai conti; che un invito è stato premiato; fino a mezzanotte UTC quante immagini hai avuto oggi; e un blocco, se c’è.
delete_me-chat = I messaggi qui sono tuoi: puoi cancellarli in Telegram.
delete_me-done = Fatto: tutto ciò che conservavo di te è cancellato. Se un giorno torni, /start ricomincia da capo.
delete_me-kept = Non ho cancellato nulla.
delete_me-old = È passato un po’ di tempo. /delete_me lo chiede di nuovo.

## export

export-in_private = Scrivimi /export in privato: gli altri non devono vedere che cosa conservo di te.
export-caption = Tutto ciò che conservo di te: what-oneiro-holds.json, e ciò che ho ancora in dimensioni reali ({ $files ->
        [one] { $files } file
       *[other] { $files } file
    }).
export-left_out = Non c’era posto per { $files ->
        [one] { $files } altro risultato
       *[other] { $files } altri risultati
    }; «Dimensioni reali» sotto ciascuno lo manda ancora.
export-too_many = Di file così ne faccio { $most } al giorno. Riprova domani.

## regions
## Per chi arriva prima dell’apertura, e /admin regions.

regions-closed = Dalle tue parti non ho ancora aperto, quindi ora non posso fare nulla per te. Ciò che hai pagato e ciò che è tuo resta: /balance /refund /privacy
regions-noted = Ti scriverò una volta, all’apertura.
regions-is_open = Ormai è aperto. Inviami una foto.
regions-opened = Lo aspettavi: ora ho aperto anche per te. Inviami una foto e la trasformerò in arte. Il resto lo dice /help.
regions-nobody = Nessuno aspetta un’apertura.
regions-waiting = { $language }: { $people ->
        [one] { $people } persona aspetta
       *[other] { $people } persone aspettano
    }
regions-waiting_open = { $language }: { $people ->
        [one] { $people } persona lo saprà a momenti
       *[other] { $people } persone lo sapranno a momenti
    }

## support

support-text = Racconta che cosa è successo e con quale immagine: { $contact }. Con /help vedi che cosa so fare.
support-contact = scrivi a chi gestisce questo bot
support-contact_named = scrivi a { $contact }

## paysupport

paysupport-text =
    Un’immagine pagata che non riesce o viene annullata si rimborsa da sé, di solito entro un minuto. Una che non è come volevi si rimborsa con /refund, per { $hours ->
        [one] { $hours } ora
       *[other] { $hours } ore
    } dal suo arrivo.

    Qualcos’altro non va con un pagamento? Cerca la ricevuta nelle impostazioni di Telegram, in «Le mie stelle», segnati il numero e { $contact }. L’assistenza di Telegram non può aiutarti in questo.

## say

say-send_photo = Inviami una foto o un breve video e ne faccio arte. /help racconta il resto.
say-unknown_command = Non conosco { $command }. Inviami una foto, o guarda /help.
say-unknown_command_near = Non conosco { $command }. Intendevi { $near }?
say-reply_to_photo = Rispondi a una foto con { $command }, o invia una foto con { $command } come didascalia.
say-reply_to_film = Rispondi a un video con /video, o invia un video con /video come didascalia. Vale anche una GIF.
say-texture_what = Rispondi a un’immagine con /texture, inviane una con /texture come didascalia, o nomina uno stile: /texture swirls.
say-album_extra = Lavoro su un’immagine alla volta, così ho preso la prima del tuo album.
say-album_extra_style = Ho preso la prima immagine come foto e la seconda come stile; le altre, un’altra volta.
say-album_extra_mask = Ho preso la prima immagine come foto e la seconda come maschera; le altre, un’altra volta.
say-album_extra_guide = Ho preso la prima immagine come foto e la seconda come guida; le altre, un’altra volta.
say-album_extra_colours = Ho colorato una delle prime due immagini dall’altra; le altre, un’altra volta.
say-may_not_write = In { $chat } non posso scrivere. Chiedi a un amministratore di lasciarmi inviare messaggi e immagini, o scrivimi qui.
say-album_film = Mi occupo delle foto del tuo album. Al video che c’è dentro rispondi con /video.
say-draw_what =
    Dimmi che cosa disegnare: /draw vulcano, /draw egyptian cat, /draw castello e fontana.

    Conosco animali e cose con 20.000 nomi inglesi, come furniture, poodle o fruit; quelli di ogni giorno anche in italiano, francese e russo.
say-failed = Qualcosa è andato storto da parte mia. Riprova tra un minuto.

## hands

hands-oil = Olio
hands-gouache = Guazzo
hands-ink = Inchiostro
hands-pencil = Matita
hands-knife = Spatola

## colours
## /colorize: where colours come from, and what is asked before.

colours-by_picture = dalla tua altra immagine
colours-by_words = come hai detto tu
colours-by_itself = come potevano essere
colours-ask = Questa foto ha già i suoi colori. Li tolgo e la ricoloro?
colours-ask_pair = Tutte e due le immagini hanno colori. Tolgo quelli della prima e le do quelli della seconda?
colours-both_grey = Tutte e due le immagini sono senza colori, così coloro la prima da solo.

## names

names-photo = La tua foto
names-style = La tua immagine di stile
names-guide = La tua immagine guida
names-reference = La tua immagine dei colori
names-mask = La tua maschera
names-film = Il tuo video
names-own_style = la tua immagine
names-stars = { $stars } ⭐
names-credits = { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }
names-share = { $share } { $title }
names-mixed = { $first } + { $last }
names-dreamt = un sogno
names-dreamt_as = un sogno { FORM($kind, "of") }
names-channels = { $layer } canale { $channels }
names-random_classes = quello che viene in mente
names-instant_network = la rete istantanea

## styles
## What the house styles are called on buttons and in sentences. A language that declines them gives
## their other forms as attributes, which sentences ask for: FORM($style, "genitive").

styles-swirls = Vortici
styles-mosaic = Mosaico
styles-glass = Vetrata
styles-woodcut = Onde in xilografia
styles-marble = Carta marmorizzata
styles-dots = Puntinismo
styles-ink = China acquerellata
styles-cubist = Piani cubisti

## dreams
## What the kinds of dream are called, likewise.

dreams-strokes = Pennellate
    .of = di pennellate
dreams-carvings = Intagli
    .of = di intagli
dreams-ornaments = Ornamenti
    .of = di ornamenti
dreams-fur = Pelo e piume
    .of = di pelo e piume
dreams-eyes = Occhi
    .of = di occhi
dreams-neon = Neon
    .of = al neon
dreams-classic = Classico
    .of = classico
dreams-carnival = Carnevale
    .of = di carnevale
dreams-creatures = Creature
    .of = di creature

## networks
## What our own networks are called in a sentence; all others have names of their own.

networks-embedded = la rete dei sogni di Oneiro
networks-embedded_style = la piccola VGG di Oneiro

## prompt

prompt-ask = Che cosa ne faccio?
prompt-ask_album = Per un album intero, invialo con /dream o /style mosaic come didascalia. Qui si tratta della prima foto del tuo album. Che cosa ne faccio?
prompt-moving = Si muove, così prendo il primo fotogramma. { $ask }

prompt-film = Un video di { $seconds } s. Che cosa ne faccio?
prompt-film_long = Un video di { $seconds } s; ne prendo l’inizio, { $free_s } s. Che cosa ne faccio?
prompt-film_album = Lavoro su uno alla volta, quindi qui si tratta del primo del tuo album. { $ask }

## buttons

buttons-dream = Sogno
buttons-style = Stile
buttons-texture = Texture
buttons-strokes = Olio, china, matita
buttons-colour = Dalle i colori
buttons-colour_anew = Ricolorala
buttons-paint_it = Fanne un dipinto
buttons-more = Altro
buttons-softer = Forza −
buttons-bolder = Forza +
buttons-strength_now = × { $times }
buttons-strength_usual = normale
buttons-shallower = Profondità −
buttons-deeper = Profondità +
buttons-depth_now = { $depth } di { $most }
buttons-depth_usual = automatica
buttons-finer = Tratto −
buttons-coarser = Tratto +
buttons-scale_now = { $percent }%
buttons-scale_usual = normale
buttons-colours_style = Colori dello stile
buttons-colours_keep = Colori della foto
buttons-colours_match = Stile ricolorato
buttons-colours_luma = Solo luci e ombre
buttons-faces = Volti intatti
buttons-mask = Solo una parte
buttons-adjust = Regola
buttons-mix = Mescola
buttons-share = { $share } × { $title }
buttons-paint = Dipingi
buttons-to_styles = Torna agli stili
buttons-guide = Immagine guida
buttons-guide_chosen = ✓ Immagine guida
buttons-chosen = ✓ { $title }
buttons-never_mind = Lascia stare
buttons-cancel = Annulla
buttons-again = Di nuovo
buttons-vary = Di nuovo ×4
buttons-stronger = Più forte
buttons-weaker = Più lieve
buttons-full_size = Dimensioni reali
buttons-delete = Elimina
buttons-dream_it = Fanne un sogno
buttons-make_one = Fanne una tua
buttons-bigger = Ingrandisci
buttons-send_to_all = Invia a tutti
buttons-as_asked = Come chiesto: { $what }
buttons-look = Versione precedente
buttons-looks = Versioni precedenti
buttons-finished = Finale
buttons-round = Come video tondo
buttons-making = Com’è nata
buttons-look_file = Come file
buttons-back = Indietro
buttons-group_language = Lingua: { $language }
buttons-group_language_each = Lingua: a ognuno la sua
buttons-group_ask_all = Chi può chiedere: tutti
buttons-group_ask_administrators = Chi può chiedere: amministratori
buttons-group_spoiler_off = Velare le immagini: no
buttons-group_spoiler_on = Velare le immagini: sì
buttons-group_quiet_off = In silenzio: no
buttons-group_quiet_on = In silenzio: sì
buttons-group_day = Immagini al giorno: { $pictures }
buttons-group_day_any = Immagini al giorno: senza limite
buttons-group_no_limit = Senza limite
buttons-group_done = Fatto
buttons-premium = { $title } · { $size } px · { $stars } ⭐
buttons-hd = { $title } · { $size } px · { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    } · { $stars } ⭐
buttons-fewer_steps = − Passaggi
buttons-more_steps = + Passaggi
buttons-free = Gratis · { $what }
buttons-pay_credits = { $title } · paga con { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }
buttons-pack = { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } · { $stars } ⭐
buttons-take_back = Riprendi il regalo
buttons-plan = { $title } · { $stars } ⭐ al mese
buttons-plan_pay = Abbonati per { $stars } ⭐ al mese
buttons-plan_stop = Disdici l’abbonamento
buttons-plan_go_on = Riattiva l’abbonamento
buttons-dislike = Non è come volevo
buttons-refund_poor = È venuta male
buttons-refund_different = Diversa da quella piccola
buttons-refund_mistake = Acquisto per sbaglio
buttons-refund_other = Altro
buttons-refundable = { $what }, { $time } UTC · { $amount }
buttons-print = Stampa
buttons-print_to = Spedizione: { $country } — cambia
buttons-print_file = Prepara il file
buttons-print_buy = Ordina · { $price } più spedizione
buttons-export = Mandami tutto
buttons-delete_me = Dimentica tutto
buttons-forget = Elimina
buttons-keep_all = Tieni
buttons-tell_me = Avvisami all’apertura

## menu

menu-hands = Con che cosa la dipingo?
menu-dream = Scegli un tipo di sogno, poi premi «Sogno».
menu-dream_send_photo = Scegli un tipo di sogno, poi inviami la foto.
menu-dream_send_guide = Ora inviami l’immagine guida: ciò che contiene apparirà nel sogno.
menu-dream_reply_guide = Ora rispondi a questo messaggio con l’immagine guida: ciò che contiene apparirà nel sogno.
menu-chosen = Scelte: { $what }.
menu-kind_usual = il solito tipo
menu-strength = forza × { $times }
menu-strength_usual = forza normale
menu-depth = profondità { $depth }
menu-depth_usual = profondità automatica
menu-layer = strato { $layer }
menu-guided = con la tua immagine guida
menu-and_words = e le altre tue parole
menu-words_alone = Terrò conto di quello che hai detto.
menu-style = Scegli uno stile, o inviami un’immagine da imitare.
menu-style_reply = Scegli uno stile, o rispondi a questo messaggio con un’immagine da imitare.
menu-film = Scegli uno stile per il tuo video, o inviami un’immagine da imitare.
menu-film_reply = Scegli uno stile per il video, o rispondi a questo messaggio con un’immagine da imitare.
menu-style_send_photo = Scegli uno stile, o inviami prima la foto.
menu-style_then_photo = Stile scelto: { $style }. Ora inviami la foto.
menu-style_paint = Premi «Dipingi», o scegli un altro stile.
menu-mix = Premi due o più stili, e di nuovo uno per dargli più spazio. Poi premi «Dipingi».
menu-mix_then_photo = Premi due o più stili, e di nuovo uno per dargli più spazio. Poi inviami la foto.
menu-dials = Regola ciò che vuoi, poi torna indietro e scegli uno stile.
menu-dials_paint = Regola ciò che vuoi, poi premi «Dipingi».
menu-send_mask = Ora inviami la maschera: un’immagine con la forma della tua foto, bianca dove devo dipingere e nera dove no. Se gli stili sono due, il secondo va dove è nera.
menu-reply_mask = Ora rispondi a questo messaggio con la maschera: un’immagine con la forma della tua foto, bianca dove devo dipingere e nera dove no. Se gli stili sono due, il secondo va dove è nera.

## done

done-scale = tratto { $percent }%
done-colours_keep = colori della tua foto
done-colours_match = stile ricolorato come la tua foto
done-colours_luma = solo luci e ombre
done-palette = tavolozza di { $count ->
        [one] { $count } colore
       *[other] { $count } colori
    }
done-faces = volti intatti
done-region_person = solo la persona
done-region_background = solo lo sfondo
done-mask = solo dove la maschera è bianca
done-mask_two = due stili, divisi dalla maschera

## live

live-head = Sogno in diretta · { $seconds } s di { $most } s
live-beginning = Si comincia…
live-wished = { $name } ha chiesto { $what }.
live-coming = In arrivo: { $what }, su richiesta di { $name }.
live-how = Guidalo con /dream creatures o /dream gatto, castello: valgono le ultime due cose chieste. Finisce { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minuti
    } dopo l’ultima richiesta, o con /dream stop.
live-ended_quiet = È finito: nessuno ha chiesto nulla per { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minuti
    }. /dream live ne comincia un altro.
live-ended_stopped = { $name } l’ha fermato. /dream live ne comincia un altro.
live-ended_full = È finito: più di { $most } s non dura. /dream live ne comincia un altro.
live-for_groups = Un sogno in diretta è per i gruppi: aggiungimi a uno e scrivi lì /dream live. Qui, inviami una foto con /zoom.
live-already = Qui c’è già il sogno in diretta di { $name }. Guidalo con /dream creatures o /dream gatto, castello.
live-none = Qui non c’è nessun sogno in diretta. /dream live ne comincia uno.
live-only_starter = L’ha cominciato { $name } e nessun altro può fermarlo. Finisce da sé { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minuti
    } dopo l’ultima richiesta.

## language
## /language: a person's own, or a group's by its administrators.

language-name = Italiano
language-ask = In che lingua vuoi che ti parli?
language-ask_group = Che lingua parlo in questo gruppo? Scelgono gli amministratori.
language-telegrams = Come in Telegram
language-each = A ognuno la sua
language-chosen = D’ora in poi qui parlo italiano.
language-as_telegram = D’ora in poi parlo la lingua del tuo Telegram.
language-as_each = D’ora in poi parlo a ognuno nella sua lingua.
language-administrators = La lingua di questo gruppo la scelgono solo i suoi amministratori. La tua la scegli in privato: scrivimi lì /language.

## profile
## What Telegram shows of the bot; and what oneiro telegram set-profile says of it at a terminal.

profile-name = Oneiro
profile-description =
    Inviami una foto e ne faccio arte: un sogno di ciò che una rete neurale ci vede, o un dipinto alla maniera di un’altra immagine.

    Provare è gratis. Il resto lo racconta /help.
profile-short_description = Trasforma le tue foto in sogni e dipinti.
profile_part-name = nome
profile_part-description = descrizione
profile_part-short_description = descrizione breve
profile-same = { $language }, { $what }: è già a posto
profile-set = { $language }, { $what }: ora è «{ $ours }»
profile-differs = { $language }, { $what }: resta «{ $stands }», come era; il nostro testo è «{ $ours }»
profile-kept = Per sostituire ciò che è rimasto: oneiro telegram set-profile --yes

## usual

usual-none =
    Questa chat non ha abitudini particolari.

    /settings dream octaves=5 vale da lì in poi per ogni sogno che non dice altro; /settings dream reset torna come prima. Funziona con ogni comando: /settings style colors=keep.
usual-these =
    Le abitudini di questa chat, quando non si dice altro:

    { $options }

    /settings dream octaves=5 ne aggiunge una, /settings dream reset dimentica quelle dei sogni.
usual-administrators = Le abitudini di questo gruppo le cambiano solo i suoi amministratori. Con /settings le vedi.
usual-not_these = Stili, immagini, seed e ciò che si fa di un video valgono per una volta sola: scrivili con { $command }. Tutto il resto può diventare un’abitudine.

## group
## /settings in a group: how it wants us, by its administrators; and what else there is in private.

group-title = { $title }:
group-language_each = Parlo a ognuno nella sua lingua.
group-language_one = Parlo italiano.
group-ask_all = Tutti possono chiedere immagini.
group-ask_administrators = Solo gli amministratori possono chiedere immagini.
group-spoiler_off = Le immagini si vedono subito.
group-spoiler_on = Le immagini sono velate finché non le tocchi.
group-quiet_off = Dico a che punto è un’immagine.
group-quiet_on = Sto in silenzio: 👀 sotto il tuo messaggio vuol dire che ci lavoro, e l’immagine arriva in risposta. /cancel la ferma.
group-day_any = Quante immagini al giorno volete.
group-day_most = { $pictures ->
        [one] Avete { $pictures } immagine al giorno, in tutto il gruppo; quelle pagate sono in più.
       *[other] Avete { $pictures } immagini al giorno, in tutto il gruppo; quelle pagate sono in più.
    }
group-press = Premi ciò che vuoi cambiare. Le abitudini dei comandi si dicono a parole:
group-ask_day = Quante immagini al giorno, in tutto il gruppo? Quelle pagate sono in più.
group-administrators = Le impostazioni di questo gruppo le cambiano solo i suoi amministratori.
group-private = /language: la lingua in cui ti parlo. /privacy: cosa conservo di te. /balance: i tuoi crediti. In un gruppo /settings offre di più ai suoi amministratori.

## flood
## To those who send more than anybody could by hand.

flood-person = Vai più veloce di me, così ho saltato qualcosa di ciò che hai inviato. Dammi un minuto, poi continua.
flood-chat = Qui succede più di quanto riesca a seguire, così ho saltato qualcosa. Datemi un minuto, poi continuate.

## queue

queue-yours = Le tue immagini: { $places }. In attesa in tutto: { $waiting }.
queue-place = numero { $place } in coda
queue-place_for = numero { $place } in coda (circa { $time })
queue-place_paused = numero { $place } in coda (in pausa per un momento; tiene il suo posto)
queue-place_unserved = numero { $place } in coda (nessun pittore se ne occupa in questo momento; aspetta che ne arrivi uno)
queue-place_behind = numero { $place } in coda (dopo un’immagine già in lavorazione)
queue-place_behind_for = numero { $place } in coda (dopo un’immagine già in lavorazione: circa { $time })
queue-running = una in lavorazione, { $percent }%
queue-running_for = una in lavorazione, { $percent }% (circa { $time })
queue-none = Non hai niente in coda. In attesa in tutto: { $waiting }. Inviami una foto per cominciare.

## times

times-seconds = { $count ->
        [one] { $count } secondo
       *[other] { $count } secondi
    }
times-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minuti
    }
times-hours = { $count ->
        [one] { $count } ora
       *[other] { $count } ore
    }

## cancel

cancel-none = Qui non hai niente da annullare. Inviami una foto per cominciare.
cancel-done = Ho annullato tutto: { $count }.

## status

status-queued = In coda: numero { $place }.
status-queued_for = In coda: numero { $place }. Tempo previsto: circa { $time }.
status-queued_paused = In coda: numero { $place }. Le immagini sono in pausa per un momento; la tua tiene il suo posto.
status-queued_unserved = In coda: numero { $place }. Nessun pittore se ne occupa in questo momento; il tuo ordine resta qui finché ne arriva uno.
status-queued_behind = In coda: numero { $place }. Aspetta un’immagine già in lavorazione.
status-queued_behind_for = In coda: numero { $place }. Aspetta un’immagine già in lavorazione. Tempo previsto: circa { $time }.
status-running = Fatto: { $percent }%
status-running_for = Fatto: { $percent }%, ancora circa { $time }
status-cancelled = Annullato.
status-cancelled_refunded = Annullato. Ti sto restituendo { $stars } ⭐.
status-cancelled_credits_back = Annullato. Hai di nuovo { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }.
status-failed = { $reason }
status-failed_refunded = { $reason } Ti sto restituendo { $stars } ⭐.
status-failed_credits_back = { $reason } Hai di nuovo { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }.
status-order_stands = Il tuo ordine resta valido: chi gestisce questo bot ne fa rifare il file, oppure ti restituisce i soldi.
status-steps_cut = Questa macchina ha avuto tempo per { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    }.
status-ready = È tutto pronto.

## caption

caption-dream = Sogno · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    } · { $network }
caption-style = Stile · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    } · { $network }
caption-style_instant = Stile · { $what } · in una sola passata · { $width }×{ $height } px · { $network }
caption-draw = Disegno · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    } · { $network }
caption-dream_begun = Quattro sogni iniziati · { $what } · seed da { $seed } a { $last } · { $network }
caption-style_begun = Quattro dipinti iniziati · { $what } · seed da { $seed } a { $last } · { $network }
caption-draw_begun = Quattro disegni iniziati · { $what } · seed da { $seed } a { $last } · { $network }
caption-choose = Premi un numero, e quello lo porto a termine.
caption-not_begun = Non riusciti: { $numbers }.
caption-explain = Dove la rete ha visto { $what } · { $method } · { $width }×{ $height } px · { $network }
caption-explain_seen = Che cosa ha visto la rete:
caption-what = Lo dice { $network }.
caption-what_seen = Ci vedo:
caption-label = { $name } — { $percent }%
caption-zoom = Zoom · { $what } · { $frames ->
        [one] { $frames } fotogramma
       *[other] { $frames } fotogrammi
    }, { $seconds } s · seed { $seed } · { $width }×{ $height } px · { $network }
caption-guided = Con la tua immagine guida.
caption-with = Scelte: { $what }.
caption-look = Una versione precedente.
caption-look_of = Una versione precedente, { $look } di { $looks }.
caption-paint = Pennellate · { $what } · seed { $seed } · { $width }×{ $height } px
caption-paint_coloured = Pennellate · { $hand } · colori: { $what } · seed { $seed } · { $width }×{ $height } px
caption-paint_over = Pennellate · { $hand } · poi lo stile: { $what } · seed { $seed } · { $width }×{ $height } px
caption-colorize = Colori { $what } · seed { $seed } · { $width }×{ $height } px
caption-texture = Texture · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    } · { $network }
caption-video = Video · { $what } · { $frames ->
        [one] { $frames } fotogramma
       *[other] { $frames } fotogrammi
    }, { $seconds } s · seed { $seed } · { $width }×{ $height } px · { $network }
caption-video_instant = Video · { $what } · { $frames ->
        [one] { $frames } fotogramma
       *[other] { $frames } fotogrammi
    }, { $seconds } s · in una sola passata · { $width }×{ $height } px · { $network }
caption-film_cut = Questa macchina ha avuto tempo solo per l’inizio: { $frames } di { $wanted ->
        [one] { $wanted } fotogramma
       *[other] { $wanted } fotogrammi
    }.
caption-film_part = È solo l’inizio: { $seconds } s di { $whole } s.
caption-making = Com’è nata.
caption-paid = Pagato: { $amount }.
caption-paid_in_part = Pagato: { $amount }. Per i passaggi non fatti hai di nuovo { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }.
caption-paid_back = Pagato e restituito: { $amount }.
caption-preview = Una piccola anteprima di quello che hai chiesto: { $what }.
caption-exact = Per rifarlo identico:

## answer

answer-working = Ci penso io.
answer-sending = Ecco, arriva.
answer-deleted = Fatto, non c’è più.
answer-cancelled = Annullato.
answer-not_yours = Questa è di qualcun altro. Inviami una foto tua.
answer-too_late = Troppo tardi: era già tutto finito.
answer-not_ready = Non è ancora tutto pronto.
answer-back_already = Quanto avevi pagato è già tornato indietro: non resta altro da restituire.
answer-refund_too_late = Questo pulsante rimborsa entro { $hours ->
        [one] { $hours } ora
       *[other] { $hours } ore
    } dall’arrivo, e ne è passato di più. Una persona può ancora darci un’occhiata: /paysupport
answer-refund_too_many = Questo pulsante rimborsa al massimo { $most ->
        [one] { $most } immagine
       *[other] { $most } immagini
    } a persona in { $days ->
        [one] { $days } giorno
       *[other] { $days } giorni
    }. Una persona può ancora darci un’occhiata: /paysupport
answer-old = Questo pulsante non funziona più. Inviami di nuovo la foto.
answer-weakest = Più lieve di così non si può.
answer-strongest = Più forte di così non si può.
answer-shallowest = Più in superficie di così non si può.
answer-deepest = Più a fondo di così non si può.
answer-finest = Più sottile di così non si può.
answer-coarsest = Più largo di così non si può.
answer-most_styles = Posso mescolare al massimo { $most ->
        [one] { $most } stile
       *[other] { $most } stili
    }.
answer-most_parted_styles = Per dipingere solo una parte della foto si sceglie al massimo { $most ->
        [one] { $most } stile
       *[other] { $most } stili
    }.
answer-looks_gone = Le versioni precedenti non ci sono più. Il comando nella didascalia le rifà.
answer-making_gone = Il video di com’è nata non c’è più. Il comando nella didascalia lo rifà.
answer-full_too_large = La versione a dimensioni reali pesa { $mb } MB, e io posso inviarne al massimo { $limit_mb }.
answer-full_gone = La versione a dimensioni reali non c’è più. Il comando nella didascalia la rifà.

## prices

prices-frames = { $frames ->
        [one] { $frames } fotogramma
       *[other] { $frames } fotogrammi
    }
prices-seconds = { $seconds } s

## refund
## Not what I wanted, and /refund.

refund-ask = Ti restituisco { $amount }, e l’immagine resta tua. Dimmi solo, con un tocco, che cosa non andava.
refund-done = Grazie di avermelo detto. Ti sto restituendo { $stars } ⭐, di solito entro un minuto; Telegram te lo dice qui quando arrivano. L’immagine resta tua.
refund-done_credits = Grazie di avermelo detto. Hai di nuovo { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }, e l’immagine resta tua.
refund-kept = Resta tutto com’è.
refund-which = Quale non è come volevi? Ti torna quanto hai pagato, e l’immagine resta tua.
refund-none =
    { $hours ->
        [one] Nell’ultima ora
       *[other] Nelle ultime { $hours } ore
    } non c’è più niente da restituire.

    Sotto ogni immagine che paghi c’è «Non è come volevo»: per { $hours ->
        [one] { $hours } ora
       *[other] { $hours } ore
    } dal suo arrivo ti restituisce quanto hai pagato, per { $most ->
        [one] { $most } immagine
       *[other] { $most } immagini
    } in { $days ->
        [one] { $days } giorno
       *[other] { $days } giorni
    }. Ciò che non riesce o viene annullato si rimborsa da sé. Per tutto il resto: /paysupport
refund-dream = Sogno
refund-style = Dipinto
refund-texture = Texture
refund-paint = Pennellate
refund-draw = Disegno
refund-film = Video
refund-picture = Immagine

## reduced
## What the free tier makes of a wish for more, and, on the button to those that give it, what that was.

reduced-size_px = Dimensioni: { $made } px, il massimo gratuito.
reduced-steps = Passaggi: { $made }, il massimo gratuito.
reduced-frames = Fotogrammi: { $made }, il massimo gratuito.
reduced-seconds = Del video: { $made } s, il massimo gratuito.
reduced-snapshots = Versioni precedenti conservate: { $made }, il massimo gratuito.

## asked

asked-size_px = { $asked } px
asked-steps = { $asked ->
        [one] { $asked } passaggio
       *[other] { $asked } passaggi
    }
asked-frames = { $asked ->
        [one] { $asked } fotogramma
       *[other] { $asked } fotogrammi
    }
asked-seconds = { $asked } s
asked-snapshots = { $asked ->
        [one] { $asked } versione
       *[other] { $asked } versioni
    }

## print
## On canvas and paper.

print-how = Rispondi a un mio risultato con /print, e ti mostro come sta su tela o carta.
print-cannot = Questo non si può stampare. Si stampano sogni, dipinti, disegni e texture, una volta finiti.
print-not_sold = Questo non è più in vendita. Premi ancora «Stampa» sotto l’immagine.
print-choose = Su che cosa la stampo? I prezzi sono in { $currency }, per la tua destinazione ({ $country }). Prima dell’ordine ti mostro una prova.
print-choose_off = Su che cosa la stampo? Qui non si può ancora ordinare: preparo una prova, e il file per una tipografia di tua scelta.
print-choose_size = Quanto grande?
print-choose_country = Dove la spedisco?
print-what = { $title }, { $size }
print-size = { $short } × { $long } cm
print-price = { NUMBER($amount, minimumFractionDigits: 2) } { $currency }
print-price_whole = { NUMBER($amount) } { $currency }
print-lines = La linea rossa è il bordo della stampa. La fascia scura oltre il bordo è l’abbondanza, { $bleed } mm di immagine riflessa, che si taglia o si ripiega sul telaio. Ciò che conta deve stare dentro la linea bianca, a { $safe } mm dal bordo.
print-hidden = La forma non è quella dell’immagine: una parte resta fuori dai bordi ({ $percent }%).
print-sharp_as_it_is = Formato { $size }: l’immagine così com’è ha { $dpi } dpi pieni.
print-soft_as_it_is = Formato { $size }: l’immagine così com’è ha { $own } dpi e viene ingrandita a { $dpi }. Da vicino è morbida, da lontano va benissimo.
print-sharp_anew = Formato { $size }: fino a { $dpi } dpi. La ridipingo apposta, con lo stesso seed e le stesse scelte, fino a { $px } px, o meno se alla macchina manca lo spazio.
print-enlarged_anew = Formato { $size }: fino a { $own } dpi. La ridipingo apposta, con lo stesso seed e le stesse scelte, fino a { $px } px, o meno se alla macchina manca lo spazio. Poi la ingrandisco a { $dpi } dpi.
print-file = Il file della tua stampa: { $what }, con { $bleed } mm di abbondanza.
print-file_px = { $width }×{ $height } px, { $dpi } dpi, sRGB.
print-file_enlarged = Di questi, { $own } dpi sono dipinti; il resto è ingrandimento, × { $times }.

## print_invoice

print_invoice-title = Una stampa, { $size }
print_invoice-description = { $title }, { $size }, destinazione: { $country }. I modi di spedirla, con i prezzi, li vedi dopo l’indirizzo.
print_invoice-label = Stampa
print_invoice-shipping = { $title }, { $days }

## print_refused
## Why a print cannot be sent or paid; nothing was taken.

print_refused-expired = Questa offerta non vale più. Premi ancora «Stampa» sotto l’immagine. Nessun addebito.
print_refused-wrong_user = Questa fattura è di qualcun altro. Nessun addebito.
print_refused-wrong_amount = Il prezzo è cambiato. Premi ancora «Stampa» sotto l’immagine. Nessun addebito.
print_refused-already_paid = Questa è già pagata. Per averne un’altra premi ancora «Ordina». Nessun addebito.
print_refused-other_country = Questo prezzo è per un altro paese. Premi ancora «Stampa» e scegli dove spedirla. Nessun addebito.
print_refused-no_shipping = Lì non spediamo stampe. Paesi in cui spediamo: { $countries }.
print_refused-no_address = Mi serve un indirizzo a cui spedirla. Nessun addebito.
print_refused-banned = Qui non puoi ordinare. Nessun addebito.
print_refused-gone = L’immagine non è più qui, quindi non si può stampare. Nessun addebito.
print_refused-later = Ora non posso prendere ordini. Riprova tra un minuto. Nessun addebito.

## print_state
## What a person is told as their order goes on.

print_state-paid = Grazie, pagamento ricevuto: { $price }. Il tuo ordine è il numero { $number }: { $what }, spedizione { $shipping }. Preparo il file; prima della stampa lo guarda una persona.
print_state-second = Quella fattura era già pagata, quindi l’ordine { $number } non si fa due volte. Chi gestisce il servizio ti restituisce { $price }.
print_state-unknown = Non so più per che cosa fosse questo pagamento: { $price }. L’ho segnato come ordine { $number }, e chi gestisce il servizio te lo restituisce.
print_state-checked = Ordine { $number }: il file è stato controllato e va bene.
print_state-sent = Ordine { $number }: è in stampa.
print_state-posted = Ordine { $number }: è in viaggio verso di te, spedizione { $shipping }.
print_state-arrived = Ordine { $number }: è arrivato. Spero che ti piaccia.
print_state-refunded = Ordine { $number }: rimborso fatto, { $price }. Alla banca serve qualche giorno per mostrarlo.

## pay

pay-offer = La stessa immagine, più grande. Il prezzo è sul pulsante; si paga nella schermata successiva.
pay-offer_dream = La stessa immagine, più grande. Il prezzo è sul pulsante; si paga nella schermata successiva. Un sogno ci guadagna con le dimensioni, non con più passaggi: basta il minimo.
pay-offer_draw = Lo stesso disegno, più grande. Il prezzo è sul pulsante; si paga nella schermata successiva. Un disegno ci guadagna con le dimensioni, non con più passaggi: basta il minimo.
pay-offer_zoom = Lo stesso video, più grande e più lungo: { $lengths }. Il prezzo è sul pulsante; si paga nella schermata successiva. Un video ci guadagna con le dimensioni, non con più passaggi: basta il minimo.
pay-offer_video = Ancora il tuo video, più grande e più a lungo: { $lengths }. Il prezzo è sul pulsante; si paga nella schermata successiva. Un video ci guadagna con dimensioni e durata, non con più passaggi: basta il minimo.
pay-title = Un’immagine più grande
pay-title_zoom = Un video più grande e più lungo
pay-description = La stessa immagine con lo stesso seed a { $size } px, in non più di { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    }. Se non si può fare, il rimborso arriva da sé.
pay-description_draw = Lo stesso disegno con lo stesso seed a { $size } px. Se non si può fare, il rimborso arriva da sé.
pay-description_zoom = Lo stesso video con lo stesso seed a { $size } px, { $frames ->
        [one] { $frames } fotogramma
       *[other] { $frames } fotogrammi
    }, ognuno in non più di { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    }. Se non si può fare, il rimborso arriva da sé.
pay-description_video = Il tuo video con lo stesso seed a { $size } px, per una durata massima di { $seconds } s. Se non si può fare, il rimborso arriva da sé.
pay-label = Immagine da { $size } px
pay-label_zoom = Video da { $size } px
pay-comes_back = Quell’immagine non posso più farla, quindi ti restituisco { $stars } ⭐. Inviami la foto per ricominciare.
pay-comes_back_banned = Da te non accetto pagamenti, quindi ti restituisco { $stars } ⭐.
pay-paid_twice = Questa era già pagata, quindi ti restituisco { $stars } ⭐ del secondo pagamento.
pay-already_paid = Questa è già pagata. Nessun altro addebito.
pay-preview = La piccola anteprima qui sopra non costa nulla, e non serve aspettarla.
pay-no_preview = Per ora niente anteprima: le immagini gratis di oggi sono finite, oppure ce ne sono troppe in attesa.
pay-or_credits = Oppure paga subito con i crediti: ne hai { $credits }.
pay-paid_credits = Hai pagato con { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }.
pay-title_pack = { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }
pay-description_pack = Un pacchetto di { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }. Un credito vale quanto una stella, e si spende con un tocco sotto un’immagine più grande.
pay-pack_paid = Ora hai { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } in più, per { $stars } ⭐. Pagano immagini più grandi con un tocco; li vedi in /balance.
pay-pack_comes_back = Quel pacchetto non posso più dartelo, quindi ti restituisco { $stars } ⭐. /balance mostra che cosa c’è.
pay-plan_begun = Si comincia: { $title } ti dà { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } adesso e ogni mese, e le tue immagini stanno più avanti in coda. Prossimo rinnovo: { $date }, per { $stars } ⭐ tramite Telegram, se prima non disdici in /balance.
pay-plan_another = Un altro mese di { $title }, con scadenza { $date }: { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } in più, per { $stars } ⭐.
pay-had = Proprio questa l’hai già comprata, quindi non costa nulla: eccola di nuovo.
pay-had_back = Proprio questa l’avevi già comprata, quindi ti torna da sé quanto hai pagato.

## pay.plan_back

pay-plan_back-unknown = Quell’abbonamento non lo conosco più, quindi ti restituisco { $stars } ⭐. /subscribe mostra che cosa c’è.
pay-plan_back-banned = Non lavoro più per te, quindi ti restituisco { $stars } ⭐ e fermo l’abbonamento.
pay-plan_back-second = Hai già un abbonamento, quindi ti restituisco { $stars } ⭐ del secondo, e quello lo fermo.
pay-plan_back-ended = Quell’abbonamento è finito, quindi ti restituisco { $stars } ⭐. /subscribe ne comincia uno nuovo.

## pay.refused

pay-refused-expired = Questa offerta non vale più. Premi ancora «Ingrandisci». Nessun addebito.
pay-refused-wrong_user = Questa fattura è di qualcun altro. Nessun addebito.
pay-refused-wrong_amount = Il prezzo è cambiato. Premi ancora «Ingrandisci». Nessun addebito.
pay-refused-already_paid = Questa è già pagata. Nessun altro addebito.
pay-refused-banned = Da te non accetto più pagamenti. Nessun addebito.
pay-refused-gone = L’immagine non è più qui, quindi non posso ingrandirla. Nessun addebito.
pay-refused-pack_expired = Quel pacchetto non è più in vendita, o non a questo prezzo. /balance mostra che cosa c’è. Nessun addebito.
pay-refused-plan_expired = Questo abbonamento non è più in vendita, o non così. /subscribe mostra che cosa c’è. Nessun addebito.
pay-refused-subscribed = Hai già un abbonamento; lo vedi in /balance. Nessun addebito.
pay-refused-used_up = Di immagini così oggi ne hai avute quante ne può avere una persona, o troppe aspettano ancora. Riprova più tardi, al massimo dopo la mezzanotte UTC. Nessun addebito.
pay-refused-later = Ora non posso accettare pagamenti. Riprova tra un minuto. Nessun addebito.

## balance

balance-none = Non hai crediti. Un credito vale quanto una stella, e si spende con un tocco sotto un’immagine più grande.
balance-credits = Hai { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }. Un credito vale quanto una stella, e si spende con un tocco sotto un’immagine più grande.
balance-held = Inoltre { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } per ciò che è in lavorazione. Quanto non si fa, torna.
balance-given = Inoltre { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } in regali che nessuno ha ancora aperto. Dopo una settimana tornano.
balance-entries = Gli ultimi movimenti:
balance-line = { $date }  { $amount }  { $what }
balance-with_note = { $what }: { $note }
balance-of_people = I crediti sono delle persone. Chiedi a nome tuo, o scrivimi in privato.

## plan

plan-offer = { $title }: { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } ogni mese per { $stars } ⭐, e le tue immagini stanno più avanti in coda, anche quelle gratuite. Si rinnova ogni mese finché non lo disdici, con un tocco in /balance; quanto hai fino a quel momento resta tuo.
plan-description = { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } ogni mese, e le tue immagini stanno più avanti in coda. Lo disdici quando vuoi: i crediti restano tuoi.
plan-none = Qui non ci sono abbonamenti. /balance mostra i tuoi crediti.
plan-renews = { $title }, prossimo rinnovo { $date }: { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } per { $stars } ⭐.
plan-ends = { $title }: non si rinnova, scadenza { $date }.
plan-is_due = { $title }: il mese nuovo ({ $date }) non è ancora pagato. Si continua appena Telegram riceve { $stars } ⭐ da te.
plan-stopped = Disdetto: nessun altro addebito. { $title } vale fino alla scadenza ({ $date }), e i tuoi crediti restano tuoi.
plan-may_go_on = { $title } può continuare dopo la scadenza ({ $date }). Riattiva l’abbonamento ora in Telegram: Impostazioni, Le mie stelle, l’abbonamento, Rinnova.
plan-not_this = Questo pulsante non funziona più: quell’abbonamento è finito. /balance mostra che cosa hai.
plan-at_telegram = Telegram ora non me lo lascia fare. Tu puoi: Impostazioni, Le mie stelle, l’abbonamento.
plan-lapsed = L’abbonamento { $title } è finito (scadenza { $date }): Telegram non ha ricevuto stelle per un altro mese. I tuoi crediti restano tuoi; con /subscribe ricominci.
plan-ended = L’abbonamento { $title } è finito come volevi (scadenza { $date }). I tuoi crediti restano tuoi; con /subscribe ricominci.
plan-forgotten = Dato che hai fatto cancellare tutto, ho disdetto il tuo abbonamento: nessun altro addebito.

## balance.entry

balance-entry-sold = comprati con le stelle
balance-entry-subscription = dal tuo abbonamento
balance-entry-promo = con un codice
balance-entry-invitation = per un invito
balance-entry-style_use = per immagini di altri nei tuoi stili
balance-entry-operator = da chi gestisce questo bot
balance-entry-shortfall = per passaggi pagati e non fatti
balance-entry-gift_given = messi in un regalo
balance-entry-gift_back = un regalo tornato indietro
balance-entry-gift_received = un regalo per te
balance-entry-paid = per un’immagine più grande
balance-entry-back = tornati, per ciò che non si è fatto
balance-entry-withdrawn = tolti, con il rimborso delle stelle spese per averli
balance-entry-forfeited = cancellati con tutto il resto

## promo

promo-off = Al momento qui non ci sono codici. /balance mostra i tuoi crediti.
promo-usage = Scrivi il codice subito dopo: /promo CODICE.
promo-given = Ora hai { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } in più. Il totale è in /balance.
# What oneiro promo says to an operator.
promo-created = { $code } vale { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } a testa per { $uses ->
        [one] { $uses } persona
       *[other] { $uses } persone
    }, ultimo giorno { $until } (UTC). Con [promo] attivo nel file dei livelli si può usare subito.
promo-ended = { $code } non vale più. Quanto ha dato resta.
promo-counts = { $code }  { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }, { $used } di { $uses ->
        [one] { $uses } utilizzo
       *[other] { $uses } utilizzi
    }, ultimo giorno { $until }
promo-over = { $code }  { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }, { $used } di { $uses ->
        [one] { $uses } utilizzo
       *[other] { $uses } utilizzi
    }, non vale più
promo-no_codes = Non ci sono codici. Se ne crea uno con: oneiro promo create

## promo.refused

promo-refused-unknown = Non conosco quel codice. Controlla se è scritto bene.
promo-refused-over = Quel codice non vale più.
promo-refused-used_up = Quel codice l’hanno già usato tutte le persone previste.
promo-refused-had = I crediti di quel codice li hai già avuti. Li vedi in /balance.

## gift

gift-usage = Scrivi quanti crediti: /gift 50. Ricevi un link, e i crediti vanno a chi lo apre per primo.
gift-made = Ho messo da parte { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }. Inoltra il prossimo messaggio a chi deve averli; vanno a chi apre il link per primo. Se nessuno lo apre, tornano a te. Scadenza: { $until }.
gift-message = Un regalo per te: { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } per immagini fatte da me. Scadenza: { $until }. Si apre qui: { $link }
gift-was_opened = Il tuo regalo di { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } è stato aperto.
gift-taken_back = Il regalo è di nuovo tuo: { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }. Il suo link non funziona più.
gift-came_back = Nessuno ha aperto il tuo regalo, quindi è di nuovo tuo: { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }.

gift-from_operator =
    { $credits ->
        [one] { $credits } credito è tuo
       *[other] { $credits } crediti sono tuoi
    }, da chi gestisce questo bot: { $reason }

    Con i crediti si pagano le immagini più grandi; /balance li mostra.
gift-not_open = Quel regalo è stato aperto, o è tornato a chi l’aveva fatto.

## gift.opened

gift-opened-received = Un regalo per te: ora hai { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } in più. Si spendono con «Ingrandisci» sotto un’immagine. Inviami una foto per cominciare.
gift-opened-yours = Quel regalo è già tuo: { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }. Il totale è in /balance.
gift-opened-own = Quel regalo l’hai fatto tu: { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }. Inoltra il messaggio a qualcuno, o riprendilo con il suo pulsante.
gift-opened-gone = Quel regalo l’ha aperto qualcun altro, o è scaduto.

## invitation

invitation-off = Al momento qui non ci sono inviti. Per regalare crediti a qualcuno c’è /gift.
invitation-link =
    Il tuo invito: { $link }

    Chi arriva da qui per la prima volta riceve { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } quando la sua prima immagine è pronta, e tu altrettanto: per { $per_person ->
        [one] { $per_person } persona
       *[other] { $per_person } persone
    } in tutto, non più di { $per_day } al giorno.
invitation-arrived = Sei qui grazie a un invito: quando la tua prima immagine è pronta, tu e chi ti ha invitato ricevete a testa { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }.
invitation-rewarded = La tua prima immagine è pronta, e sei qui grazie a un invito: ora hai { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } in più. Il totale è in /balance.
invitation-brought = La prima immagine di qualcuno che hai invitato è pronta: ora hai { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } in più. Il totale è in /balance.

## errors
## Our own errors, by their class. Those of the engine stand in its own texts.

errors-SettingsError = { $name }: { $problem }. { $remedy }
errors-NotAPictureError = Lavoro con immagini e video. Invia una foto o un video, anche come file: JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF, BMP, MP4, MOV, WebM, MKV o AVI.
errors-FilmNotPhotoError = Questo è un video, e { $command } lavora su una foto. Per i video c’è /video: /video dream, o /video mosaic.
errors-FilmNotColouredError = Non coloro i video. Fermalo dove ti piace di più, fai uno screenshot e mandamelo con /colorize.
errors-OwnColoursError = Questa foto ha già i suoi colori. Di’ /colorize recolour, e prima li tolgo.
errors-NotAFilmError = /video lavora su un video. Inviane uno: un video, una GIF o un file MP4, MOV, WebM, MKV o AVI. Per una foto ci sono /dream e /style; /zoom ne fa un video.
errors-PictureGoneError = Quell’immagine non la trovo più. Inviala di nuovo.
errors-StorageChatError = Ora non riesco a portare immagini in altre chat, deve pensarci il mio operatore. Nella nostra chat posso fartela.
errors-NotStartedError = Non ho ancora dove mettere l’immagine. Apri { $link }, premi una volta Avvia e chiedi di nuovo qui.
errors-StyleGoneError = Quello stile non c’è più: chi l’ha fatto lo ha eliminato o non lo condivide più. Scegline un altro: /style
errors-TooHeavyToOpenError = { $name }: per aprire questo file servono più memoria o più tempo di quanti ne abbia. Inviane uno più piccolo, o salvalo in un altro formato.
errors-UnreadableRowError = È opera di un’altra mia versione, e non riesco a leggerla. Resta conservata, e ho avvisato chi gestisce il servizio.
errors-AlreadyAskedError = Ci sto già lavorando.
errors-FilmTooLargeError = Il video è venuto di { $mb } MB, e io posso inviarne al massimo { $limit_mb }. Chiedi meno fotogrammi o dimensioni più piccole.
errors-FilmTooLargeToShowError = Questo filmato è di { $mb } MB, e la galleria ne accetta al massimo { $limit_mb }. Fanne uno più corto o più piccolo, e mostra quello.
errors-CaptionTooLongError = È più di quanto stia sotto un’immagine. Accorcia le parole: meno nomi, o meno cifre.
errors-DailyLimitError = Per oggi hai già avuto { $jobs ->
        [one] { $jobs } immagine gratuita
       *[other] { $jobs } immagini gratuite
    }, il massimo. Se ne riparla domani, dalla mezzanotte UTC. Oppure premi «Ingrandisci» sotto un’immagine: le più grandi si fanno sempre.

errors-GroupLimitError = Per oggi questo gruppo ha avuto { $pictures ->
        [one] la sua { $pictures } immagine
       *[other] le sue { $pictures } immagini
    }: così hanno scelto gli amministratori. Se ne riparla domani, dalla mezzanotte UTC. In privato ne faccio altre per te.
errors-OnlyAdministratorsError = In questo gruppo le immagini me le chiedono solo gli amministratori. Le tue le faccio in privato: scrivimi lì.
errors-RenderTimeLimitError = Per oggi hai già avuto il lavoro gratuito che posso dare a una persona: { $seconds } s. Se ne riparla domani, dalla mezzanotte UTC. Oppure premi «Ingrandisci» sotto un’immagine: le più grandi si fanno sempre.
errors-WaitingLimitError = Hai già in attesa { $jobs ->
        [one] { $jobs } immagine
       *[other] { $jobs } immagini
    }, il massimo in una volta. Riprova quando una è pronta, o premi «Annulla» sotto una che può saltare.
errors-MayNotShowError = In questa chat non posso inviare immagini, video o file. Chiedi a un amministratore di permetterlo, o scrivimi in privato.
errors-UndeliveredError = Non ho potuto consegnare l’immagine: questa chat mi era chiusa.
errors-NotReadableError = { $problem }
errors-NotEnoughError = Costa più crediti di quanti ce ne siano. Li vedi in /balance.
errors-PromoCodeError = { $code }: { $problem }
errors-NoSuchPrintError = L’ordine { $number } non esiste. Per vedere quelli che ci sono: oneiro prints list
errors-PrintStateError = Ordine { $number }, stato { $state }: da qui può passare solo a { $nexts }.
errors-PrintFileGoneError = Il file dell’ordine { $number } non c’è: è ancora in lavorazione, o non è riuscito. Per vedere: oneiro prints show { $number }. Per rifarlo: oneiro prints again { $number }
errors-PrintNotAgainError = Il file dell’ordine { $number } non si rifà: è in lavorazione, oppure l’ordine, «{ $state }», è già oltre. Da vedere: oneiro prints show { $number }
errors-NoSuchJobError = Il lavoro { $job_id } non esiste. I lavori si dimenticano qualche tempo dopo la fine; per vedere quelli noti: oneiro jobs
errors-BackupError = { $file }: { $problem }
errors-QueueError = Ora la coda non è raggiungibile. La tua immagine aspetta, e si farà.
errors-ResultsAwayError = Ora non raggiungo il posto dove stanno le immagini finite. Riprova tra un minuto.
errors-NotBookedError = Non ho ancora potuto registrare il tuo pagamento. È al sicuro, e continuo a riprovare.
errors-StorageError = Ora non riesco a ricordare nulla. Riprendo appena posso.

## chat_errors
## What a person in a chat can do about them is another thing than at a terminal.

chat_errors-ClipTooLongError = { $name } dura { $length }; per intero ne prendo al massimo { $limit }. Taglia il video, o scrivi seconds=10 per averne l’inizio.
chat_errors-OptionError = { $option }={ $value } non va: { $rule }. Gli esempi sono in /help.
chat_errors-WeightsError = La rete { $network } non è pronta: { $problem }. Togli network= per usarne una pronta.
chat_errors-SettingsError = La mia configurazione non è a posto. Chi mi gestisce lo trova scritto nel log.

## rules
## The {rule} of an option that only a chat has, or that a chat speaks of in its own way.

rules-part_of_photo = per una parte della foto servono uno o due stili
rules-painted_or_dreamt = un video si dipinge in uno stile o si sogna, non tutte e due le cose
rules-kinds_of_dream = i tipi di sogno sono per /video dream
rules-no_instant_dream = è per dipingere; un sogno non ha scorciatoie
rules-one_instant = ciò che si dipinge all’istante viene uguale ogni volta; togli instant, oppure x4
rules-after_live = dopo va scritto con che cosa cominciare: cose o un tipo di sogno, come /dream live gatto

## amounts

amounts-too_many_bytes = troppi byte

## settings
## The {name}, {problem} and {remedy} of a SettingsError, which whoever runs us reads at a terminal.

settings-all = Le impostazioni
settings-database = Il database
settings-port = Porta { $port }
settings-port_of = Porta { $port } di { $host }
settings-metrics_port = Porta { $port } di { $host } ({ $setting })
settings-place = { $file }, { $place }
settings-first_tier = il primo livello

## problems

problems-not_set = manca un valore
problems-no_library = serve { $library }, che non è tra i pacchetti installati
problems-no_sentinels = non ha la forma redis+sentinel://host:26379,host:26379/name/0
problems-no_such_setting = questa impostazione non esiste
problems-unreadable = non si può leggere ({ $why })
problems-is_file = { $file } è un file
problems-folder_not_writable = non si può scrivere in { $folder } ({ $why })
problems-already_runs = Oneiro è già in funzione su { $folder } (processo { $pid })
problems-path_too_long = il percorso è troppo lungo per un socket, e { $short } è di qualcun altro
problems-other_tables = le tabelle sono di un’altra versione ({ $version })
problems-older_tables = le tabelle sono troppo vecchie per questa versione ({ $version })
problems-port_taken = la usa già un altro programma
problems-port_not_to_be_had = non si può occupare
problems-no_redis = su questa macchina non c’è né redis-server né valkey-server
problems-did_not_start = { $program } non è partito
problems-unknown_token = Telegram non lo conosce
problems-no_local_token = al Telegram locale serve un token per riconoscere il bot
problems-no_first_tier = deve esserci, e non costare nulla
problems-only_first_is_free = solo il primo livello può essere gratuito
problems-less_than = permette meno di [{ $tier }]
problems-no_tier = un livello è una tabella con un nome breve in minuscole
problems-no_defaults = deve essere una tabella di arti
problems-no_art = deve essere una tabella, per una tra { $arts }
problems-no_such_key = questa chiave non esiste; ci sono { $keys }
problems-title = deve essere un testo lungo da 1 a { $most ->
        [one] { $most } carattere
       *[other] { $most } caratteri
    }
problems-number_list = deve essere una lista di numeri
problems-one_number_or_two = deve essere un numero solo o [minimo, massimo]
problems-least_first = prima va il minimo
problems-whole_number = deve essere un numero intero da { $low } a { $high }
problems-packs = deve essere una lista, con non più di { $most ->
        [one] { $most } pacchetto
       *[other] { $most } pacchetti
    }
problems-just_keys = deve essere una tabella con queste chiavi e basta: { $keys }
problems-yes_or_no = deve essere true o false
problems-day_is_over = quel giorno è passato
problems-no_day = deve essere un giorno, come 2026-12-31
problems-code_letters = un codice ha da 3 a 32 tra lettere dalla a alla z, cifre, - e _
problems-code_exists = questo codice c’è già o c’è già stato
problems-no_such_code = non c’è un codice così ancora valido
problems-no_table = deve essere una tabella con dentro qualcosa
problems-no_list_of_tables = deve essere una lista di tabelle, almeno una
problems-text_list = deve essere una lista di testi
problems-no_material = un materiale è una tabella con un nome breve in minuscole
problems-no_country = un paese è una tabella con le due maiuscole del suo codice
problems-no_such_country = deve essere uno dei paesi
problems-no_prices = lì non si vende nulla
problems-print_size = un formato sono due numeri interi di cm fino a { $most }, prima il più piccolo, come 30x40
problems-print_pixels = { $size } con l’abbondanza supera { $megapixels } megapixel; abbassa dpi
problems-currency = devono essere le tre maiuscole di una valuta, come EUR
problems-shipping_name = deve essere un nome breve in minuscole, diverso dagli altri modi

## remedies

remedies-see_doctor = Vedi doctor.
remedies-see_file = Vedi { $file }.
remedies-see_all_settings = Tutte le impostazioni sono in .env.example.
remedies-see_comments = I commenti di { $file } dicono che cosa va bene.
remedies-run_everything = O avvia tutto: oneiro up.
remedies-name_redis = Indica il Redis che usa il bot, o avvia tutto insieme: oneiro up.
remedies-name_a_folder = Indica una cartella.
remedies-another_folder = Indica un’altra cartella con --data-dir.
remedies-stop_it_first = Prima fermalo, o indica un’altra cartella con --data-dir.
remedies-shorter_path = Indica una cartella con un percorso più corto.
remedies-metrics_port = Imposta { $setting } su una porta libera, su 0 per una qualsiasi, o togli il valore.
remedies-another_port = Se la usa un altro programma, scegli un’altra porta.
remedies-choose_port = Scegline un’altra con --port.
remedies-install_redis = Installane uno (Debian: apt install redis-server; macOS: brew install redis) o indicane uno con ONEIRO_REDIS_URL.
remedies-see_log = Il motivo è in { $file }.
remedies-update = Aggiorna Oneiro, o indica un altro ONEIRO_DATA_DIR o ONEIRO_DATABASE_URL.
remedies-migrate = Prima aggiornale: oneiro migrate
remedies-install_for_buckets = Installa ciò che manca: pip install 'oneiro[s3]'.
remedies-get_token = Prendine uno da @BotFather, o prova tutto senza: oneiro up.
remedies-make_token = `oneiro up` ne crea uno; a mano va bene qualsiasi, come 1000000:local.
remedies-copy_token = Copialo di nuovo da @BotFather.
remedies-check_token = Controlla ONEIRO_BOT_TOKEN e la rete.
remedies-public_address = Telegram vuole un indirizzo https pubblico sulla porta 443, 80, 88 o 8443.

## health
## What /readyz says of each part of a process.

health-sql = SQL risponde.
health-sql_away = SQL non risponde: il database è acceso, e ONEIRO_DATABASE_URL è giusto?
health-redis = Redis risponde.
health-redis_away = Redis non risponde: è acceso, e ONEIRO_REDIS_URL è giusto?
health-telegram = Telegram risponde.
health-telegram_away = Telegram non risponde: la rete c’è, e ONEIRO_TELEGRAM_URL è giusto?
health-last_render_away = SQL non risponde, quindi nessuno lo sa.
health-no_render = Nessun rendering finora.
health-last_render = L’ultimo rendering è finito { $seconds } s fa.
health-no_renderer = Il processo di rendering è finito, e un altro non c’è ancora: guarda il log di questo worker.
health-render_failed = L’ultimo rendering è fallito { $seconds } s fa: guarda il log di questo worker.
health-late = Nessuna risposta entro { $seconds } s.

## supervisor
## What `oneiro up` says at a terminal.

supervisor-ready =
    Oneiro è pronto.

      chat     { $address }
      sogni    { $dream } su { $device }
      stili    { $style } su { $device }
      dati     { $data_dir }
supervisor-larger_network = Una rete più grande sogna immagini più ricche: oneiro weights fetch googlenet
supervisor-stop = Ctrl-C ferma tutto.
supervisor-killed = { $name }: processo ucciso da { $signal }; riparte tra { $seconds } s
supervisor-ended = { $name }: processo finito con { $code }; riparte tra { $seconds } s

## overview
## What `oneiro status` says at a terminal, and /admin to an operator in the chat.

overview-head = Oneiro su { $folder }, { $time } UTC
overview-stop = Ctrl-C chiude questa vista.
overview-nothing_runs = Su { $folder } non c’è niente in funzione. Per cominciare: oneiro up
overview-redis_away = Redis non risponde ({ $why }). Controlla ONEIRO_REDIS_URL.
overview-no_worker = Non c’è nessun worker: niente rendering.
overview-unserved = Nessun worker in funzione serve il pool { $pool }, dove ci sono lavori in attesa: { $count }. Avviane uno, o guarda ONEIRO_POOLS di quelli che ci sono.
overview-no_database = In { $file } non c’è ancora un database: lo crea il primo oneiro up.
overview-no_tables = Il database è vuoto: lo prepara il primo oneiro up o oneiro bot.
overview-other_tables = Le tabelle del database sono della versione { $found }, e questo Oneiro legge { $known }: oneiro up aggiorna le più vecchie, per le più nuove serve un Oneiro più nuovo.
overview-database_away = Il database non risponde ({ $why }).
overview-queue = coda      { $tier }: { $count } { $state }, da { $age } quello più vecchio
overview-queue_empty = coda      vuota
overview-waits = attesa    { $tier }: oggi la metà entro { $p50 }, il 95% entro { $p95 }
overview-cost = secondi   { $art } in { $tier } su { $device }: oggi { $seconds } s, { $renders } rendering
overview-no_cost = secondi   oggi nessun rendering
overview-failures = errori    oggi { $count }
overview-failures_of = errori    oggi { $count }: { $by_error }
overview-stars = stelle    entrate oggi: { $came }, restituite: { $went }
overview-earned = incasso   { $product }: oggi { $stars } ⭐ e { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }, tolti i rimborsi
overview-margin = margine   oggi { $margin } ⭐: incasso { $stars } ⭐, costo { $cost } ⭐ per { $seconds } s di rendering
overview-worker = worker    { $name } su { $device } per { $pools }: { $what }
overview-idle = a riposo
overview-renders = { $art } in { $tier }, { $percent }% (lavoro { $job_id })

## job
## What `oneiro jobs` and `oneiro job` say at a terminal.

job-none = Non ci sono lavori così.
job-line = { $job_id }  { $at }  { $art } in { $tier } per { $user_id }: { $state }, { $seconds } s di rendering

## premium
## What /admin says to an operator in the chat.

premium-tier = { $title }: fino a { $size } px, al massimo { $steps ->
        [one] { $steps } passaggio
       *[other] { $steps } passaggi
    } · { $price }
premium-free = gratis
premium-how = Qui sopra: un sogno in ognuno di questi formati. Prima fai un’immagine gratuita, quante volte vuoi; lì sotto «Ingrandisci» mostra il prezzo della stessa immagine, più grande. Nessun addebito prima che tu paghi quella fattura, e se non ti piace /refund te lo restituisce.

## ledger

ledger-clean = Il registro è a posto: { $transfers ->
        [one] { $transfers } trasferimento
       *[other] { $transfers } trasferimenti
    }, { $accounts ->
        [one] { $accounts } conto
       *[other] { $accounts } conti
    }, { $charges ->
        [one] { $charges } addebito
       *[other] { $charges } addebiti
    }.
ledger-unbalanced = Il trasferimento { $transfer } non ha due scritture del suo importo.
ledger-broken = Conto { $account }: la scrittura { $entry } non continua la precedente.
ledger-balance = Conto { $account }: il saldo è { $balance }, le scritture danno { $entries }.
ledger-sum = Tutti i conti in { $currency } insieme danno { $sum }; dovrebbero dare 0.
ledger-misplaced = L’addebito { $charge_id } ({ $state }) nel registro sta in { $where }, e dovrebbe stare in { $expected }.
ledger-gift_not_held = { $hold } non è in sospeso, e il suo regalo è aperto.
ledger-gift_not_open = { $hold } è in sospeso, e non ha un regalo aperto.
ledger-overdue = { $hold } è in sospeso da più tempo di quanto possa servire.
ledger-agrees = Il registro è a posto, e Telegram ha quanto dice il registro.
ledger-busy = Se ne sta occupando un altro processo. Riprova tra qualche minuto.
ledger-empty = Nel registro non c’è nulla.
ledger-differs = Il registro non coincide con ciò che dovrebbe essere:
ledger-telegram = Telegram dice di avere { $telegram } ⭐ per questo bot; secondo il registro sono { $ledger } ⭐.

## print_orders
## What oneiro prints tells an operator, and the sheet for a printer.

print_orders-none = Ancora nessun ordine.
print_orders-line = { $number }  { $at }  { $state }  { $what }  { $price }  { $country }
print_orders-no_file = nessuno
print_orders-written = Scritto: { $file }

print_orders-again = Il file dell’ordine { $number } si rifà appena arriva il suo turno. Da vedere: oneiro prints show { $number }

## sheet

sheet-title = Ordine di stampa { $number }
sheet-bleed = Abbondanza
sheet-file = File
sheet-checksum = SHA-256
sheet-paid = Pagato
sheet-shipping = Spedizione
sheet-address = Indirizzo
sheet-no_address = (cancellato)
sheet-letters = Alcune lettere qui non si possono disegnare: oneiro prints show { $number } le ha.

## admin

admin-usage =
    /admin queue — che cosa aspetta, e le attese, gli errori e le stelle di oggi
    /admin user ID — una persona, in numeri
    /admin ban ID motivo — non leggere più nulla di una persona o di una chat; /admin unban ID
    /admin refund ADDEBITO — restituire quanto è stato pagato con un addebito
    /admin credit ID NUMERO motivo — dare crediti a una persona e dirle perché
    /admin broadcast PAROLE — dire qualcosa a tutti, dopo un pulsante; senza parole: a che punto è l’ultimo
    /admin costs — secondi, stelle e incassi di oggi, per arte, prodotto e persona
    /admin regions — quante persone aspettano l’apertura, per lingua
    /admin feed — ciò che è stato segnalato nella galleria: tenerlo o toglierlo
    /admin poll CHAT — chiedere a una chat il tema di domani
    /admin pause — i worker non prendono altro; /admin resume
admin-workers = Worker: { $count }
admin-is_paused = In pausa: i worker non prendono nulla fino a /admin resume.
admin-user =
    { $user_id }, lingua { $language }, prima volta qui { $since }, ultima { $last }
    lavori: { $jobs }
    { $stars } ⭐ di incasso netto, oggi { $seconds } s di rendering
admin-is_banned = Ban: { $reason }
admin-banned = Ban attivo per { $user_id }: da lì non leggo più nulla. Ciò che era già ordinato si fa.
admin-unbanned = Nessun ban per { $user_id }.
admin-no_ban_of_operators = È tra chi gestisce: prima toglilo da ONEIRO_OPERATORS.
admin-no_charge = L’addebito { $charge_id } non esiste. Si trova con `oneiro job ID` e nelle ricevute di /paysupport.
admin-refund_due = { $stars } ⭐ in viaggio verso { $user_id }.
admin-refunded = { $stars } ⭐: rimborso a { $user_id } già fatto in passato.
admin-refunded_credits = { $user_id } ha di nuovo { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }.
admin-had_credits_back = Di quell’addebito { $user_id } aveva già riavuto { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }.
admin-credited = { $user_id } ha { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    } in più: { $balance } in tutto.
admin-broadcast_ask = Ciò che hai scritto dopo /admin broadcast va a { $people ->
        [one] { $people } persona
       *[other] { $people } persone
    }.
admin-broadcast_begun = È partito, un po’ alla volta. /admin broadcast dice a che punto è.
admin-broadcast_goes_on = L’ultimo è ancora in corso: consegnati { $sent }, non raggiunti { $failed }.
admin-broadcast_done = L’ultimo è finito: consegnati { $sent }, non raggiunti { $failed }.
admin-cost = { $user_id }: { $seconds } s in { $renders } rendering
admin-stars = { $user_id }: { $stars } ⭐
admin-paused = In pausa: i rendering in corso finiscono, non si prende altro, e gli ordini restano in coda.
admin-resumed = I worker riprendono a lavorare.

## spans

spans-seconds = { $seconds } s
spans-minutes = { $minutes } min
spans-hours = { $hours } h

## migrate
## What `oneiro migrate` says at a terminal.

migrate-created = Ora le tabelle ci sono ({ $new }).
migrate-upgraded = Ora le tabelle sono della versione { $new }; erano della { $old }.
migrate-up_to_date = Le tabelle sono aggiornate ({ $new }).
migrate-newer = Le tabelle sono di una versione più nuova ({ $old }), e questa ci lavora; non è cambiato nulla.

## backup
## What `oneiro backup` and `oneiro restore` say at a terminal.

backup-made = { $file } contiene il database ({ $version }) e l’indice di { $results ->
        [one] { $results } risultato
       *[other] { $results } risultati
    }.
backup-restored = { $folder } è come allora: { $made_at }.
backup-use_pg_dump = Il database è un Postgres, che ha il suo strumento: pg_dump --format=custom --file='{ $file }' "$ONEIRO_DATABASE_URL"
backup-use_pg_restore = Il database è un Postgres, che ha il suo strumento: pg_restore --no-owner --dbname="$ONEIRO_DATABASE_URL" '{ $file }'
backup-not_empty = { $folder } non è una cartella vuota, e lì non si sovrascrive nulla. Indica una cartella vuota o nuova con --data-dir.
backup-newer = L’ha fatto un Oneiro più nuovo (tabelle { $version }, questo conosce { $known }). Prima aggiorna Oneiro.
backup-damaged = È danneggiato o non è un backup di Oneiro. Non è cambiato nulla.
backup-no_copy = Non è stato possibile copiare il database ({ $why }).

## doctor
## What `oneiro doctor` says at a terminal.

doctor-writable = { $folder }: si può scrivere, { $gigabytes } GB liberi
doctor-free_space = Libera spazio, o indica un’altra --data-dir.
doctor-results = { $place }: lì i risultati si conservano e si ritrovano
doctor-results_away = { $place }: lì i risultati non si possono conservare ({ $why })
doctor-migrated = { $database }: aggiornato, e risponde
doctor-jobs_aside = messi da parte perché illeggibili: { $jobs ->
        [one] { $jobs } lavoro
       *[other] { $jobs } lavori
    }, di cui pagati: { $paid }
doctor-older_version = Li legge la versione di Oneiro che li ha fatti; il log li nomina uno per uno.
doctor-updates_aside = update messi da parte: { $updates }
doctor-see_updates = Il motivo è nel log del processo di chat: "an update was set aside". Stanno nella tabella updates così come sono arrivati; un Oneiro più nuovo forse li legge.
doctor-own_redis = Redis { $version } (suo, provato e fermato)
doctor-redis = Redis { $version } (da ONEIRO_REDIS_URL)
doctor-no_token = manca ONEIRO_BOT_TOKEN: `oneiro up` porta un Telegram locale
doctor-token = il token è di @{ $username }
doctor-guests_off = La modalità ospite è spenta: accendila in @BotFather, Bot Settings, perché mi si possa chiamare sotto le foto di ogni chat.
doctor-inline_off = La modalità inline è spenta: accendila in @BotFather, Bot Settings, perché ognuno possa inviare le sue opere in ogni chat.
doctor-unknown_token = Telegram non conosce il token
doctor-see_list = Che cosa fare per ognuna: oneiro weights list
doctor-richer_networks = Per immagini più ricche: oneiro weights fetch googlenet, oneiro weights fetch vgg19
doctor-rendered = { $size_px } px con { $network } su { $device } in { $seconds } s

## doctor.remedies

doctor-remedies-python = Reinstalla tutto: make install
doctor-remedies-data = Indica una cartella in cui puoi scrivere con --data-dir o ONEIRO_DATA_DIR.
doctor-remedies-results = Permetti di scrivere nella cartella; per un bucket controlla ONEIRO_RESULTS_URL, AWS_ENDPOINT_URL e le sue chiavi, e che cosa possono fare lì.
doctor-remedies-database = Controlla ONEIRO_DATABASE_URL, o togli il valore per usare SQLite.
doctor-remedies-redis = Controlla ONEIRO_REDIS_URL, o togli il valore e installa redis-server.
doctor-remedies-telegram = Controlla ONEIRO_BOT_TOKEN con @BotFather e l’accesso a internet di questa macchina.
doctor-remedies-feed = Mettici delle immagini, ognuna con accanto la sua licenza: docs/COMMUNITY.md.
doctor-remedies-networks = Reinstalla tutto: make install
doctor-remedies-dream = Prova ONEIRO_DEVICE=cpu; se funziona, il problema è la GPU o il suo driver.
doctor-remedies-style = Prova ONEIRO_DEVICE=cpu; se funziona, il problema è la GPU o il suo driver.

## feed
## Ciò che le persone mostrano a tutti, nella chat.

feed-button_show = Mostra
feed-button_only_result = Solo il risultato
feed-button_with_photo = Con la mia foto
feed-button_with_style = Con la mia immagine di stile
feed-button_unsigned = Firma: { $name }
feed-button_signed = ✓ Firmato: { $name }
feed-button_like = ♥ { $likes }
feed-button_next = Avanti
feed-button_like_this = Fanne uno così
feed-button_report = Segnala
feed-button_take_back = Non mostrare più
feed-button_open = Sul web
feed-button_keep = Va bene così
feed-button_drop = Togli
feed-button_drop_ban = Togli e blocca
feed-ask =
    Lo mostro a tutti? Starà in /feed con il suo stile e le sue parole, e tengo una copia dell’immagine finché non la togli.

    Solo il risultato: ciò da cui nasce resta privato.
    Con la tua immagine: si vedrà anche quella, accanto al risultato, e altri potranno usare la tua immagine di stile.
feed-ask_plain = Lo mostro a tutti? Starà in /feed con le sue parole, e tengo una copia dell’immagine finché non la togli.
feed-unsigned = Non si può firmare: del tuo nome non so disegnare nessuna lettera.
feed-shown = Ora lo vedono tutti, in /feed. Puoi toglierlo quando vuoi, qui o in /mine.
feed-shown_at =
    Ora lo vedono tutti, in /feed e qui: { $link }
    Puoi toglierlo quando vuoi, qui o in /mine.
feed-took_back = Tolto: non si vede più da nessuna parte, e le mie copie sono cancellate.
feed-gone = Non è più in mostra.
feed-liked = Ti piace.
feed-liked_before = Ti piace già.
feed-reported = Grazie. Chi gestisce il bot gli darà un’occhiata.
feed-empty = Nessuno mostra ancora niente. Comincia tu: fai un’immagine e premi «Mostra».
feed-end = Per ora è tutto. Fai qualcosa di tuo e premi «Mostra».
feed-mine_empty = Non mostri niente. Sotto un’immagine finita, premi «Mostra».
feed-mine_end = È tutto quello che mostri.
feed-mine_hidden = Nascosto: più persone lo hanno segnalato, e qualcuno lo guarderà.
feed-caption = { $title }
feed-caption_signed = { $title } · { $name }
feed-make_photo = Inviami una foto e la farò così. { $title }
feed-make_words =
    Per farne uno così, invia una foto con queste parole come didascalia:
    { $command }
feed-make_style = Questo imita un’immagine che chi l’ha fatto tiene per sé. Con /style e un’immagine tua, dipingo come quella.
feed-own_style = un’immagine propria
feed-private_style = un’immagine privata
feed-as_it_comes = come viene
feed-hidden = Un’opera della galleria è stata segnalata ed è nascosta finché non la guardi: /admin feed
feed-queue_empty = Non c’è niente da guardare nella galleria.
feed-queue_item =
    { $title }
    di { $user_id }, segnalata da { $reports ->
        [one] { $reports } persona
       *[other] { $reports } persone
    }. { $state }
feed-queue_hidden = È nascosta.
feed-queue_shown = È visibile.
feed-kept = È visibile, e quelle segnalazioni non contano più.
feed-dropped = Tolta, con le sue copie.
feed-title-dream = Un sogno: { $what }
feed-title-style = Dipinto: { $what }
feed-title-texture = Una texture: { $what }
feed-title-paint = Pennellate: { $what }
feed-title-colorize = Una foto grigia a colori
feed-title-draw = Disegnato dal nulla: { $what }
feed-title-explain = Che cosa ha visto la rete: { $what }
feed-title-zoom = Un viaggio in un’immagine: { $what }
feed-title-video = Un filmato: { $what }
feed-refused-shown = È già in mostra. Con /mine lo togli.
feed-refused-gone = Questa immagine è stata eliminata: non c’è niente da mostrare.
feed-refused-banned = Qui non puoi mostrare niente.

## saved
## Styles that people save, share and keep.

saved-button_save = Salva il suo stile

saved-button_save_picture = Salva come stile

saved-button_mine = ★ { $name }

saved-button_popular = ♥ { $name }

saved-button_before = ◀

saved-button_after = ▶

saved-button_use = Usalo

saved-button_rename = Rinomina

saved-button_share = Condividi

saved-button_unshare = Non condividere più

saved-button_for_all = Condividi con tutti

saved-button_not_for_all = Solo con il link

saved-button_delete = Elimina

saved-button_put_away = Togli

saved-button_next_photo = Dipingi così la prossima foto

saved-button_keep = Tienilo tra i miei

saved-in_private = Facciamolo nella nostra chat privata: i tuoi stili sono solo tuoi.

saved-how = Invia un’immagine con /save_style come didascalia, o rispondi così a un’immagine. Le parole dopo sono il nome: /save_style Giardino di notte

saved-default_name = Stile { $number }

saved-saved = Salvato. Lo trovi in /mystyles e in /style.

saved-had = Questo ce l’hai già.

saved-none = Non hai ancora salvato stili. Inviami un’immagine e premi «Salva come stile», o rispondi a un’immagine con /save_style.

saved-caption = { $name } · { $place } di { $count }

saved-of_other = Qualcuno lo condivide con te.

saved-link = Chi apre questo link può usarlo per dipingere: { $link }

saved-for_everybody = Può comparire nel /style di tutti, con il suo nome.

saved-used = { $uses ->
        [0] Nessun altro lo ha ancora usato.
        [one] Altri ne hanno fatto { $uses } immagine.
       *[other] Altri ne hanno fatto { $uses } immagini.
    }

saved-brings = Ognuna ti porta { $credits ->
        [one] { $credits } credito
       *[other] { $credits } crediti
    }, fino a { $most } al giorno per tutti i tuoi stili.

saved-offered = Uno stile che qualcuno condivide: { $name }

saved-own_link = Questo è il link al tuo stile.

saved-gone = Quello stile non c’è più.

saved-ask_name = ✏️ Come chiamare { $name }? Rispondi con il nuovo nome, al massimo { $most ->
        [one] { $most } carattere
       *[other] { $most } caratteri
    }.

saved-name_old = È passato un po’ di tempo. Premi ancora Rinomina, in /mystyles.

saved-name-empty = In un nome ci vuole qualcosa che si veda. Inviane un altro.

saved-name-too_long = Questo nome è troppo lungo. Inviane uno di { $most ->
        [one] { $most } carattere
       *[other] { $most } caratteri
    } al massimo.

saved-shared-private = Il suo link non funziona più.

saved-shared-link = Il suo link è pronto da inviare.

saved-shared-everybody = Da ora può comparire nel /style di tutti.

saved-dropped = Eliminato, anche la mia copia.

saved-kept = È tra i tuoi: /mystyles

saved-refused-full = Hai { $most ->
        [one] { $most } stile
       *[other] { $most } stili
    }, e di più non si può. Prima eliminane uno in /mystyles.

saved-refused-banned = Qui non puoi salvare niente.

saved-refused-gone = Quello stile non è più condiviso.

saved-refused-own = È tuo: /mystyles

## stickers
## /sticker, and its button under a result.

stickers-how = Rispondi /sticker a un’immagine o a un risultato, e ne ritaglio un adesivo.
stickers-cannot = Un adesivo si può fare da una sola immagine, e solo da una tua.
stickers-added = L’adesivo è nel tuo pacchetto.
stickers-alone = Ecco il tuo adesivo. Telegram non lo ha preso in nessun pacchetto.
stickers-title = Sogni e dipinti
stickers-button = Adesivo
stickers-button_more = Altro
stickers-button_open = Apri il pacchetto

## shapes
## A result as a story or a wallpaper, under More.

shapes-story_button = Per una storia
shapes-phone_button = Sfondo telefono
shapes-desk_button = Sfondo computer
shapes-story = Per una storia, 9:16.
shapes-phone = Uno sfondo per il telefono.
shapes-desk = Uno sfondo per il computer.

## my_photo
## The button under /start.

my_photo-button = Sogna la mia foto profilo
my_photo-none = Non vedo una tua foto profilo. Mandami una foto qualsiasi.

## streak
## Under /mine, and nowhere else.

streak-days = { $days ->
    [one] Immagini tue: { $days } giorno di fila.
   *[other] Immagini tue: { $days } giorni di fila.
}

## today
## /today, and /admin poll.

today-theme = Il tema di oggi: { $theme }. Manda ora una foto e la sogno così; oppure /today con una foto, o in risposta a una foto.
today-theme_in_group = Il tema di oggi: { $theme }. Rispondi /today a una foto.
today-poll_question = Quale tema per domani?
today-poll_sent = Il sondaggio è inviato. Si chiude a mezzanotte, UTC.
today-poll_there = C’è già un sondaggio per domani.
today-poll_refused = Non si è potuto inviarlo lì: { $why }

## themes
## The word of a day's theme; beside it stands the name of a kind of dream.

themes-castle = castello
themes-peacock = pavone
themes-jellyfish = medusa
themes-lion = leone
themes-volcano = vulcano
themes-goldfish = pesce rosso
themes-butterfly = farfalla
themes-pagoda = pagoda
themes-palace = palazzo
themes-octopus = polpo
themes-fountain = fontana
themes-lighthouse = faro
themes-fox = volpe
themes-seashore = riva del mare
themes-carousel = giostra
themes-owl = gufo
themes-steam_locomotive = locomotiva a vapore
themes-monastery = monastero
themes-snail = lumaca
themes-mosque = moschea
themes-coral_reef = barriera corallina
themes-tiger = tigre
themes-valley = valle
themes-balloon = mongolfiera
themes-dragonfly = libellula
themes-violin = violino
themes-obelisk = obelisco
themes-frog = rana

## web
## Le pagine sul web.

web-title = La galleria di Oneiro
web-lead = Foto sognate e ridipinte da chi le mostra qui.
web-begin = Fai la tua
web-older = Più vecchie
web-newest = Le più nuove
web-empty = Nessuno mostra ancora niente.
web-empty_hint = Invia una foto al bot e premi «Mostra» sotto quello che ne viene.
web-missing = Non è più in mostra.
web-missing_hint = Forse chi l’ha fatto l’ha tolto.
web-away = La galleria è via per un momento. Torna tra poco.
web-made_of = Fatto con
web-photo = La foto
web-style = Lo stile
web-private = Ciò da cui nasce resta privato.
web-from_nothing = Fatto di sole parole.
web-with_words = Con queste parole
web-like = Mi piace
web-likes = { $likes ->
        [0] Ancora nessun mi piace
        [one] Piace a { $likes } persona
       *[other] Piace a { $likes } persone
    }
web-like_this = Fanne uno così
web-report = Segnala
web-take_back = È tuo? Toglilo
web-back = Tutte le opere
web-picture = { $title }, di { $name }
web-shown_on = Mostrato il { $date }
web-privacy = Tutto ciò che vedi qui lo mostra chi l’ha fatto, e sparisce quando lo toglie. Queste pagine non usano cookie e non chiedono niente ad altri siti.

## guest
## Below photos of chats that we are not in.

guest-begun = Mi metto al lavoro. L’immagine arriva qui.
guest-how = Rispondi a una foto con { $bot } sogno o { $bot } stile mosaico: l’immagine viene al posto della mia risposta.
guest-no_photo = Rispondi a una foto con { $bot } sogno. Vedo solo il messaggio a cui rispondi.
guest-no_film = Questo è un video, e qui lavoro sulle foto. Mandalo a { $bot } nella nostra chat: i video si fanno lì.
guest-which_style = Quale stile? Dillo così: { $bot } stile mosaico. Ci sono { $styles }.
guest-anonymous = Faccio immagini per le persone, e qui parli a nome di una chat. Chiedi di nuovo a nome tuo.
guest-storage_closed = La chat di ONEIRO_STORAGE_CHAT ({ $chat }) non accetta nulla da me: { $why }. Gli ospiti restano senza immagini finché non posso scrivere lì. Lo dico una volta sola.
guest-help = In ogni chat: rispondi a una foto con { $bot } sogno, e l’immagine arriva lì.

## inline
## What stands where our name is written in the field of any chat.

inline-button = Fai una nuova immagine
inline-style = Rispondi a una foto con { $bot } style { $name }: la dipingo nello stile { $style }.
inline-style_private = Manda una foto a { $bot } e scegli lo stile { $style }: la dipingo così.
inline-help = Scrivi { $bot } e uno spazio in ogni chat per inviare lì una delle tue immagini.

## house
## Ciò che Oneiro dipinge da sé, da una cartella di immagini libere.

house-mark = di Oneiro
house-painted = L’ha dipinto Oneiro da sé, mentre nessuno aspettava.
house-caption =
    { $title }
    L’ha dipinto Oneiro da sé, mentre nessuno aspettava. Da: { $name }, di { $author } ({ $licence }, { $source })
house-photo_by = { $name }, di { $author }
house-source = Da dove viene
house-queue_item =
    { $title }
    di Oneiro stesso, segnalata da { $reports ->
        [one] { $reports } persona
       *[other] { $reports } persone
    }. { $state }
house-spare = riposo    oggi { $seconds } s su { $device } per la galleria, { $count ->
        [one] { $count } immagine mostrata
       *[other] { $count } immagini mostrate
    }
house-no_folder = manca ONEIRO_FEED_FOLDER: mentre nessuno aspetta non si dipinge niente per la galleria
house-folder = { $folder }: { $count ->
        [one] { $count } immagine da dipingere per la galleria
       *[other] { $count } immagini da dipingere per la galleria
    }
house-skipped = lasciata fuori: { $name }. { $why }
house-more_skipped = altre lasciate fuori: { $count }
house-unreadable = Non si legge ({ $why }).
house-no_note = Accanto le serve { $note }, con licenza, autore e fonte.
house-broken_note = { $note } non è TOML ({ $why }).
house-lacks = { $note } non dice: { $what }.
house-not_free = "{ $licence }" non è tra le licenze che permettono a tutti di cambiare un’immagine e di mostrarla: docs/COMMUNITY.md le elenca.

## films
## I filmati che le persone mostrano.

films-ask = Mostrare questo filmato a tutti? Starà in /feed con le sue parole, e chi lo guarda vede da che cosa nasce. Ne conservo una copia finché non lo togli.
films-button_show = Mostra il filmato
films-made_of = Fatto di ciò che vi si vede.
films-make_words =
    Per farne uno così, invia un video con queste parole come didascalia:
    { $command }
