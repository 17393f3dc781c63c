### What is told of errors, at a terminal and in a chat. Short, plain; each says what to do next.
### { $facts } are filled in by the code; tests hold the keys and the code together. A key is
### written with dots in the code and with hyphens here. docs/LANGUAGES.md tells the rest.

## errors
## By the error's class. A chat that has to say another thing says so in its own chat_errors.

errors-ArtError = Quelque chose s’est mal passé pendant que l’image se faisait. Réessayez.
errors-BadInputError = Tel quel, cela ne marche pas. Vérifiez et réessayez.
errors-BrokenPictureError = { $name } ne s’ouvre pas comme une image. Prenez un JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF ou BMP.
errors-UnsupportedPictureError = { $name } : c’est { $format }, et je ne sais pas l’ouvrir. Enregistrez l’image en JPEG ou PNG dans une application photo, et prenez ce fichier-là.
errors-StrokesOfFilmError = Les coups de pinceau sont pour les images : peintes une à une, celles d’une vidéo scintilleraient. Gardez-en une, par une capture d’écran par exemple, et prenez-la. Pour une vidéo entière, il y a { $command }.
errors-EmptyPictureError = { $name } ne contient rien. Prenez un autre fichier.
errors-PictureTooSmallError = { $name } fait { $width }×{ $height } px ; il m’en faut au moins { $min_px } de chaque côté. Prenez une image plus grande.
errors-PictureTooLargeError = { $name } dépasse ce que je peux ouvrir ({ $what } ; la limite est de { $limit }). Réduisez et réessayez.
errors-PictureTooNarrowError = { $name } fait { $width }×{ $height } px : un côté peut faire au plus { $limit } fois l’autre. Recadrez et réessayez.
errors-BrokenClipError = { $name } ne s’ouvre pas comme une vidéo. Prenez un MP4, MOV, WebM, MKV ou AVI, ou un GIF, WebP ou PNG animé.
errors-StillClipError = { $name } ne contient qu’une image ; utilisez-la comme photo.
errors-ClipTooLargeError = { $name } dépasse ce que je peux ouvrir ({ $what } ; la limite est de { $limit }). Réduisez et réessayez.
errors-ClipTooLongError = { $name } dure { $length } ; je prends en entier { $limit } au plus. Raccourcissez la vidéo, ou dites combien de secondes prendre au début.
errors-OptionError = { $option }={ $value } ne convient pas : { $rule }.
errors-UnknownNameError = Je ne connais pas de { $kind } « { $name } ». { $near }
errors-WeightsFileError = { $file } est inutilisable : { $problem }. { $remedy }
errors-ImageTooSmallError = L’image est trop petite pour la couche { $layer } ({ $width }×{ $height } px). Couches qui conviennent : { $fitting }.
errors-WeightsError = Le réseau { $network } n’est pas prêt : { $problem }. { $remedy }
errors-NoPersonNetworkError = Pour séparer les personnes de l’arrière-plan, il faut un réseau qui trouve les personnes, et je n’en ai pas. La personne qui me gère peut en apporter un : oneiro weights fetch deeplabv3_mobilenet_v3_large, ou oneiro weights import FICHIER. Avec une image masque, cela marche sans.
errors-TrainingError = L’apprentissage ne peut pas continuer : { $problem }. { $remedy }
errors-RenderError = L’image n’a pas pu être faite cette fois-ci. Réessayez.
errors-OutOfMemoryError = C’était trop pour la mémoire de cette machine. Essayez une taille plus petite.
errors-NotFiniteError = L’image s’est brisée en cours de route. Essayez une autre couche ou une autre graine.
errors-RenderStoppedError = Arrêté.

## rules
## The {rule} of an OptionError.

rules-no_such_option = cette option n’existe pas
rules-range = cela va de { $low } à { $high }
rules-range_percent = cela va de { $low } à { $high } %
rules-choice = à choisir parmi { $choices }
rules-other_kind = il faut une valeur d’une autre sorte
rules-number = il faut un nombre
rules-whole_number = il faut un nombre entier
rules-yes_or_no = c’est yes ou no
rules-example = dites-le comme { $example }
rules-layers_example = dites-le comme inception_3b+inception_4c*2, avec des parts au-dessus de 0 et jusqu’à 100
rules-position_example = dites-le comme 0.5x0.3, de 0x0 en haut à gauche jusqu’à 1x1
rules-needs_value = il faut une valeur
rules-needs_value_as = il faut une valeur, comme { $example }
rules-at_most = { $most } au plus à la fois
rules-at_most_layers = { $most ->
        [one] { $most } couche au plus à la fois
       *[other] { $most } couches au plus à la fois
    }
rules-at_most_styles = { $most ->
        [one] { $most } style au plus à la fois
       *[other] { $most } styles au plus à la fois
    }
rules-share = sa part est de plus de 0 et de { $most } au plus
rules-share_range = sa part va de { $low } à { $high }
rules-already = { $option } vaut déjà { $value }
rules-no_device = torch n’en trouve pas sur cette machine

rules-networks_for = pour { $purposes }, il y a { $names }
rules-networks_at_once = ceux qui peignent d’un seul trait : { $names }
rules-no_network_has_all = aucun réseau n’a toutes ces couches
rules-no_layers_at_once = il peint d’un seul trait : il n’a pas de couches à montrer
rules-no_layers_of_its_own = il ne fait pas d’image à lui seul : il n’a pas de couches à montrer
rules-channels_of = { $layer } a les canaux 0 à { $last }
rules-channel_count = { $layer } a { $channels ->
        [one] { $channels } canal
       *[other] { $channels } canaux
    }

rules-named_or_random = nommez-en, ou laissez le hasard choisir
rules-named_or_ranked = nommez-en, ou prenez les plus forts ou les plus faibles
rules-classes_are_whole = les choses nommées décident de l’ensemble ; retirez les canaux et la position
rules-accent_a_thing = nommez la chose à faire apparaître, comme castle
rules-not_by_phase = cette option fait son image à sa façon ; retirez la recette
rules-accent_of_things = un accent ne porte que sur des choses nommées ; retirez la couche ou la recette
rules-not_with_recipe = cela ne va pas avec recipe={ $recipe } ; retirez l’un des deux
rules-layer_is_whole = cela prend une couche en entier ; retirez classes, canaux et position
rules-one_layer = cela travaille sur une seule couche ; n’en nommez qu’une
rules-objective_unguided = cela ne suit pas d’image guide ; retirez l’un des deux
rules-classes_unguided = les choses nommées ne suivent pas d’image guide ; retirez l’un des deux, ou nommez aussi une couche
rules-film_objectives = une vidéo grimpe pas à pas : il lui faut { $objectives }
rules-name_a_thing = nommez ce qu’il faut dessiner, comme volcano
rules-class_or_layer = nommez une classe ou une couche, pas les deux
rules-channel_of_layer = nommez la couche dont il fait partie, comme layer=inception_4c

rules-two_colours = { $word } a déjà une autre couleur
rules-colour_example = nommez une couleur, par exemple red, dark green ou #884422
rules-has_colours = elle a ses propres couleurs ; dites « recolour » pour les enlever d’abord
rules-no_style = nommez un style ou donnez une image
rules-one_or_two_styles = deux zones prennent un style ou deux
rules-mask_says_where = le masque dit déjà où peindre ; retirez l’un des deux
rules-mask_shape = il doit avoir la forme de la photo ; en { $width }x{ $height } px, cela irait
rules-mask_has_white = le blanc est ce qui est peint, et il n’y en a pas
rules-nobody_seen = je ne vois personne sur l’image ; retirez l’option, ou dessinez un masque
rules-only_people_seen = je ne vois que des personnes sur l’image ; retirez l’option, ou dessinez un masque
rules-needs_steps = il y faut une peinture faite étape par étape ; retirez ceci ou « instant »
rules-instant_is_no_film = ce qui est peint d’un seul trait n’a pas d’étapes à filmer ; retirez l’un des deux
rules-one_photo = c’est pour une photo à la fois
rules-instant_has_no_steps = il n’y en a pas avec --instant ; retirez l’un des deux
rules-paints_up_to_1 = { $network } peint à 1 et en dessous
rules-styles_as_learnt = { $network } a appris ses styles tels quels
rules-preset_of_dreams = c’est l’allure d’un rêve ; retirez l’option, ou rêvez
rules-colours_of_dreams = c’est pour rêver ; une peinture a les couleurs de son style
rules-colours_of_a_dream = un rêve a ses propres couleurs (dream) ou celles de la vidéo (keep)
rules-dream_without_style = un rêve ne suit pas de style ; retirez l’un des deux
rules-of_paintings = c’est pour peindre ; un rêve n’en a pas

rules-no_such_file = ce fichier n’existe pas
rules-is_file = c’est un fichier ; indiquez un dossier
rules-is_folder = c’est un dossier
rules-file_in_the_way = { $file } est un fichier ; indiquez un dossier
rules-folder_missing = son dossier n’existe pas
rules-write_protected = l’écriture y est protégée
rules-not_writable = impossible d’y écrire ({ $why })
rules-name_a_file = c’est un dossier ; indiquez un fichier dedans, ou terminez par / pour garder le nom de la photo
rules-name_ends_in = son nom doit se terminer par { $endings }
rules-film_ends_in = le nom d’une vidéo doit se terminer par { $ending }
rules-several_photos = plusieurs photos vont dans un dossier ; indiquez-en un qui existe, ou terminez son nom par /
rules-strokes_alone = un .svg ne contient que des coups de pinceau ; retirez ceci, ou nommez une image ou une vidéo
rules-is_the_photo = c’est la photo elle-même ; indiquez un autre fichier
rules-is_the_film = c’est la vidéo elle-même ; indiquez un autre fichier
rules-is_to_be_read = c’est l’une des images à lire ; indiquez un autre fichier

rules-network_name = un nom a jusqu’à 40 minuscules, chiffres, - et _, et ne commence pas par un signe
rules-name_of_others = un réseau qui n’est pas à vous s’appelle ainsi ; choisissez un autre nom
rules-name_of_house_style = un style de la maison s’appelle ainsi ; choisissez un autre nom
rules-name_of_another_kind = un réseau d’une autre sorte s’appelle ainsi ; choisissez un autre nom
rules-network_without_training = un réseau de ce nom est déjà là, mais pas son apprentissage ; choisissez un autre nom, ou recommencez avec --anew
rules-other_options = un apprentissage de ce nom avait d’autres options ({ $changes }) ; choisissez un autre nom, ou recommencez avec --anew
rules-config_damaged = { $file } est abîmé ; recommencez avec --anew
rules-name_a_picture = indiquez une image à apprendre
rules-name_the_network = dites comment appeler le réseau
rules-house_names_all = cette option nomme les images et le réseau ; retirez les vôtres
rules-base_has_its_own = { $base } a les siens ; retirez ceci, ou commencez avec --base { $nothing }
rules-takes_any_style = il peint tel quel dans n’importe quel style ; nommez-en un qui n’en a appris que quelques-uns
rules-no_inception = { $network } n’a pas de blocs inception ; prenez --reset classifier
rules-only_teacher = seul { $network } a les couches que notre réseau doit avoir
rules-not_distilled = il a d’autres couches que son maître ; nommez-en un qui a été distillé
rules-dream_not_so = un réseau de rêve ne s’enseigne pas ainsi ; retirez l’option
rules-style_not_so = un réseau de style ne s’enseigne pas ainsi ; retirez l’option
rules-cpu_alone = un réseau de style ne s’enseigne que sur le processeur (CPU)
rules-file_not_pictures = c’est un fichier ; indiquez un dossier d’images
rules-no_folder_of_pictures = ce dossier n’existe pas ; indiquez un dossier d’images
rules-no_such_memory = aucune mémoire ne porte ce nom ; « oneiro train colour » en crée une
rules-memory_damaged = elle est abîmée ; relancez l’apprentissage avec --anew
rules-memory_without_training = une mémoire de ce nom existe déjà, mais pas son apprentissage ; choisissez un autre nom, ou recommencez avec --anew

## changes
## What a training was begun with, and is no longer.

changes-option = { $name } valait { $old }
changes-pictures_sha256 = les images ne sont plus les mêmes
changes-base_sha256 = le fichier de la base n’est plus le même
changes-judge_sha256 = le fichier du juge n’est plus le même

## purposes
## What networks are wanted for.

purposes-dream = rêver
purposes-style = peindre
purposes-classify = nommer les choses
purposes-instant = peindre d’un seul trait
purposes-flow = voir le mouvement
purposes-segment = trouver les personnes
purposes-colour = mettre des photos en couleurs

## kinds
## The {kind} of an UnknownNameError.

kinds-network = réseau
kinds-layer = couche
kinds-class = classe
kinds-preset = genre de rêve
kinds-style = style
kinds-word_of = mot pour { $command }
kinds-dream_word = rêve, de chose ni de mot
kinds-style_word = style ni de mot
kinds-thing_word = chose ni de mot
kinds-explain_word = chose, de couche ni de mot
kinds-video_word = style, de rêve ni de mot

## near
## The {near} of an UnknownNameError: what it could have meant.

near-did_you_mean = Vouliez-vous dire { $names } ?
near-there_are = Il y a : { $names }.
near-some_are = Par exemple : { $names }.
near-belongs_to = Cela va avec { $command }.
near-plainer = Essayez une chose plus simple, comme cat, castle ou volcano ; /help donne des exemples.
near-plainer_word = Essayez un mot plus simple, comme cat, castle ou volcano.
near-networks_there_are = Il y a : { $names }, et tout classificateur de torchvision qui prend des images de n’importe quelle taille.
near-networks_at_once = Réseaux qui peignent d’un seul trait : { $names }.
near-another_network = Aucun réseau d’ici ne l’a, mais { $network }, si : { $how }.
near-layers_listed = « oneiro layers { $network } » en donne la liste.

## problems
## The {problem} with a network, its file or a training.

problems-its_file = son fichier { $file } : { $problem }
problems-damaged = son fichier { $file } est abîmé
problems-not_here = il n’est pas sur cette machine
problems-no_classifier = son fichier { $file } a été enregistré sans la partie qui connaît les noms
problems-download_failed = le téléchargement a échoué ({ $why })
problems-wrong_checksum = ce qui est arrivé n’a pas la bonne somme de contrôle et a été jeté

problems-empty = il est vide
problems-cut_short = il s’arrête trop tôt ({ $bytes } sur { $of ->
        [one] { $of } octet
       *[other] { $of } octets
    })
problems-not_safetensors = ce n’est pas un fichier safetensors
problems-not_safetensors_or_cut = ce n’est pas un fichier safetensors, ou il s’arrête trop tôt
problems-table_disagrees = sa table de tenseurs se contredit
problems-unknown_checkpoint = ce n’est pas un checkpoint de torchvision que je connaisse
problems-not_tensors_alone = il contient autre chose que des tenseurs, ou il est abîmé
problems-unknown_tensors = ses tenseurs ne sont d’aucun réseau que je connaisse ({ $tensors })
problems-is_a_part = c’est une partie de { $network } : il manque { $count ->
        [one] { $count } tenseur
       *[other] { $count } tenseurs
    } ({ $first } …)
problems-looks_like = on dirait { $network }, mais { $tensor } est { $shape }, et non { $wanted }
problems-one_of_ten = c’est l’un des dix fichiers de { $network }, et de ceux-là il manque { $missing }
problems-not_numbers = { $tensor } contient des valeurs qui ne sont pas des nombres
problems-all_zeros = { $tensor } n’a que des zéros
problems-tensor_missing = il manque { $tensor }
problems-tensor_shape = { $tensor } est { $shape } ; { $network } a { $wanted }
problems-tensor_scales = { $tensor } est sur 8 bits, sans échelle pour chaque sortie
problems-not_described = il ne dit pas ce qu’il est
problems-impossible_name = il s’appelle lui-même « { $name } », ce qui ne peut pas être le nom d’un réseau
problems-unreadable_list = sa liste de { $key } est illisible
problems-unknown_architecture = il est bâti comme « { $architecture } », que je ne connais pas
problems-layer_missing = il rêve de { $layer }, une couche qu’il n’a pas
problems-no_classes = il ne nomme pas de classes
problems-no_styles = il ne nomme pas de styles
problems-no_decoder = il ne contient pas de décodeur

problems-loss_is_no_number = la perte n’est plus un nombre à l’étape { $step }
problems-too_little_memory = une étape demande plus de mémoire qu’il n’y en a
problems-checkpoint_damaged = son checkpoint { $file } est abîmé
problems-no_pictures = il n’y a pas d’images dans { $folder }
problems-too_many_pictures = il y a { $count ->
        [one] { $count } image
       *[other] { $count } images
    } dans { $folder }
problems-no_readable_picture = { $folder } n’a aucune image lisible
problems-one_readable_picture = { $folder } n’a qu’une image lisible
problems-no_skimage = les images de départ sont celles de scikit-image, qui n’est pas là
problems-not_among_packages = { $name } n’est pas dans { $folder }
problems-few_coloured = trop peu d’images de { $folder } sont en couleurs ({ $count })

## how_to_get
## How a network comes onto this machine: here within a sentence, below as a {remedy} of its own.

how_to_get-train_again = refaites son apprentissage, ou lancez « oneiro weights import FICHIER » avec son fichier
how_to_get-install_again = réinstallez Oneiro
how_to_get-fetch = lancez « oneiro weights fetch { $network } »
how_to_get-ten_files = procurez-vous ses dix fichiers safetensors et lancez « oneiro weights import FICHIER FICHIER … »
how_to_get-import_file = il n’a pas d’adresse de téléchargement ; procurez-vous un fichier safetensors de { $title } et lancez « oneiro weights import FICHIER »
how_to_get-published_file = procurez-vous son fichier, { $file }, et lancez « oneiro weights import FICHIER »

## remedies

remedies-train_again = Refaites son apprentissage, ou lancez « oneiro weights import FICHIER » avec son fichier.
remedies-install_again = Réinstallez Oneiro.
remedies-fetch = Lancez « oneiro weights fetch { $network } ».
remedies-ten_files = Procurez-vous ses dix fichiers safetensors et lancez « oneiro weights import FICHIER FICHIER … ».
remedies-import_file = Il n’a pas d’adresse de téléchargement ; procurez-vous un fichier safetensors de { $title } et lancez « oneiro weights import FICHIER ».
remedies-published_file = Procurez-vous son fichier, { $file }, et lancez « oneiro weights import FICHIER ».
remedies-train_or_get_again = Refaites son apprentissage, ou procurez-vous à nouveau son fichier et lancez « oneiro weights import FICHIER ».
remedies-get_again = Procurez-vous-le à nouveau et lancez « oneiro weights import FICHIER ».
remedies-delete_it = Supprimez-le. { $remedy }
remedies-ours_instead = Supprimez-le, et celui qui vient avec Oneiro prend sa place.
remedies-whole_file_again = Procurez-vous à nouveau le fichier entier, et importez-le.
remedies-whole_file_of_one = Procurez-vous le fichier entier de l’un de ces réseaux, { $networks }, en safetensors, et importez-le à nouveau.
remedies-name_all_ten = Nommez les dix d’un coup : oneiro weights import FICHIER FICHIER …
remedies-run_again = Relancez la commande ; elle reprend où elle s’est arrêtée.
remedies-smaller_rate_or_picture = Recommencez avec un --rate plus petit, ou une autre image.
remedies-smaller_rate_or_pictures = Recommencez avec un --rate plus petit, ou d’autres images.
remedies-smaller_batch = Prenez un --batch ou un --size plus petit ; cela recommence à zéro, avec --anew.
remedies-delete_to_begin_anew = Supprimez-le pour recommencer à zéro.
remedies-fewer_pictures = Prenez-en { $most } au plus ; de 200 à 1000 d’une même sorte suffisent largement.
remedies-two_pictures_at_least = Pour apprendre à distinguer des images, il en faut deux au moins ; à partir de 200, cela marche bien.
remedies-name_pictures = Indiquez un dossier de fichiers JPEG ou PNG.
remedies-install_skimage = Lancez « pip install scikit-image ».
remedies-fetch_packages = Placez dans un même dossier les paquets nommés dans engine/assets/colour.md.
remedies-ten_coloured = Il faut au moins dix images en couleurs ; une centaine du même genre convient bien.

## formats
## The {format} of an UnsupportedPictureError.

formats-raw = un fichier brut d’appareil photo
formats-raw_of = un fichier brut d’appareil photo ({ $camera })
formats-jpeg_xl = une image JPEG XL
formats-jpeg_2000 = une image JPEG 2000
formats-photoshop = un fichier Photoshop
formats-gimp = un fichier GIMP
formats-pdf = un document PDF
formats-postscript = un dessin PostScript
formats-openexr = une image OpenEXR
formats-radiance = une image Radiance HDR
formats-icon = une icône
formats-svg = un dessin SVG
formats-moving = une image animée
formats-cmyk = une image aux couleurs d’imprimeur (CMYK)

## amounts
## How much a file holds, and how much it may.

amounts-size = { $width }x{ $height } px
amounts-far_too_many_pixels = beaucoup trop de pixels
amounts-megapixels = { $megapixels ->
        [one] { $megapixels } mégapixel
       *[other] { $megapixels } mégapixels
    }
amounts-megapixels_a_frame = { $megapixels ->
        [one] { $megapixels } mégapixel par image
       *[other] { $megapixels } mégapixels par image
    }
amounts-megabytes = { $megabytes } Mo
amounts-megabytes_decoded = { $megabytes } Mo une fois décodé
amounts-seconds = { $seconds } s

## words

words-or = { $first } ou { $last }
words-comma = { $first }, { $last }
words-it_has_none = il n’en a pas
words-none = aucune
words-all_black = tout noir

## notes
## What there is to know of a picture, or of what was made of it.

notes-bytes_missing = { $name } : il manque les derniers octets ; j’ai pris ce qui est là.
notes-rows_missing = { $name } : il manque la fin ({ $percent } % des lignes) ; j’ai pris ce qui est là.
notes-several_pages = { $name } a plusieurs pages ; j’ai pris la première.
notes-several_pictures = { $name } contient plusieurs images ; j’ai pris la principale.
notes-moves = { $name } bouge ; j’ai pris la première image.
notes-nothing_to_cut = Rien ne se détachait nettement : c’est donc l’image entière, aux coins arrondis.
notes-grey_photo = La photo n’a pas de couleurs, son rêve non plus ; l’option colors à « dream » lui en donne.
notes-reference_unlike = Presque rien dans l’autre image ne ressemble à celle-ci : ses couleurs sont donc devinées.
notes-hint_nowhere = Je ne vois pas « { $word } » sur la photo : rien n’a reçu cette couleur.
notes-plain_style = L’image de style est d’une seule couleur : il n’y a pas de coups de pinceau à imiter. Un motif ou de vraies touches donnent plus.
notes-small_style = L’image de style est petite ({ $width }x{ $height } px) : une plus grande donne des touches plus fines.
notes-blurred_style = L’image de style est floue : les touches seront faibles. Une image plus nette peint mieux.
notes-mask_all_black = Le masque est tout noir : seul le second style a servi.
notes-mask_all_white = Le masque est tout blanc : toute la photo a été peinte.
notes-mask_all_white_of_two = Le masque est tout blanc : seul le premier style a servi.

## terminal
## How an option that takes no value is told of at a terminal.

terminal-flag = { $flag } ne convient pas : { $rule }.
