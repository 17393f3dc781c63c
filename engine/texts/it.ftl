### What is told of errors, at a terminal and in a chat. Short, plain; each says what to do next.
### { $facts } are filled in by the code; tests hold the keys and the code together. A key is
### written with dots in the code and with hyphens here. docs/LANGUAGES.md tells the rest.

## errors
## By the error's class. A chat that has to say another thing says so in its own chat_errors.

errors-ArtError = Qualcosa è andato storto mentre facevo l’immagine. Riprova.
errors-BadInputError = Chiesto così non funziona. Controlla e riprova.
errors-BrokenPictureError = { $name }: non si apre come immagine. Usa un file JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF o BMP.
errors-UnsupportedPictureError = { $name } è { $format }, e non so aprirlo. Salva un JPEG o un PNG con un’app di foto, e usa quello.
errors-StrokesOfFilmError = Le pennellate sono per le immagini: dipinti uno a uno, i fotogrammi di un video sfarfallerebbero. Salvane uno come immagine, per esempio con una schermata, e usa quello. Per un video intero c’è { $command }.
errors-EmptyPictureError = { $name }: dentro non c’è nulla. Usa un altro file.
errors-PictureTooSmallError = { $name } misura { $width }×{ $height } px; me ne servono almeno { $min_px } per lato. Usa un’immagine più grande.
errors-PictureTooLargeError = { $name } è troppo grande da aprire ({ $what }; il limite è { $limit }). Rimpicciolisci e riprova.
errors-PictureTooNarrowError = { $name } misura { $width }×{ $height } px: un lato può essere al massimo { $limit ->
        [one] { $limit } volta
       *[other] { $limit } volte
    } l’altro. Ritaglia e riprova.
errors-BrokenClipError = { $name }: non si apre come video. Usa un MP4, MOV, WebM, MKV o AVI, oppure una GIF, un WebP o un PNG in movimento.
errors-StillClipError = { $name } contiene una sola immagine: usala come foto.
errors-ClipTooLargeError = { $name } è troppo grande da aprire ({ $what }; il limite è { $limit }). Rimpicciolisci e riprova.
errors-ClipTooLongError = { $name } dura { $length }; per intero ne prendo al massimo { $limit }. Taglia il video, o di’ quanti secondi dell’inizio prendere.
errors-OptionError = { $option }={ $value } non va: { $rule }.
errors-UnknownNameError = Non c’è { FORM($kind, "no") } di nome «{ $name }». { $near }
errors-WeightsFileError = { $file } non si può usare: { $problem }. { $remedy }
errors-ImageTooSmallError = L’immagine è troppo piccola per lo strato { $layer } ({ $width }×{ $height } px). Strati adatti: { $fitting }.
errors-WeightsError = La rete { $network } non è pronta: { $problem }. { $remedy }
errors-NoPersonNetworkError = Per distinguere le persone dallo sfondo serve una rete che trovi le persone, e non ce l’ho. Chi mi gestisce può portarne una: oneiro weights fetch deeplabv3_mobilenet_v3_large, oppure oneiro weights import FILE. Con una maschera se ne fa a meno.
errors-TrainingError = L’addestramento non può continuare: { $problem }. { $remedy }
errors-RenderError = Stavolta l’immagine non è riuscita. Riprova.
errors-OutOfMemoryError = L’immagine era troppo per la memoria di questa macchina. Prova dimensioni più piccole.
errors-NotFiniteError = L’immagine si è rotta mentre la facevo. Prova un altro strato o un altro seed.
errors-RenderStoppedError = Interrotto.

## rules
## The {rule} of an OptionError.

rules-no_such_option = questa opzione non esiste
rules-range = va da { $low } a { $high }
rules-range_percent = va da { $low } a { $high } per cento
rules-choice = si sceglie tra { $choices }
rules-other_kind = è di un altro tipo
rules-number = deve essere un numero
rules-whole_number = deve essere un numero intero
rules-yes_or_no = è yes oppure no
rules-example = va scritto come { $example }
rules-layers_example = va scritto come inception_3b+inception_4c*2, con parti sopra 0 e fino a 100
rules-position_example = va scritto come 0.5x0.3, da 0x0 in alto a sinistra a 1x1
rules-needs_value = serve un valore
rules-needs_value_as = serve un valore, come { $example }
rules-at_most = al massimo { $most } insieme
rules-at_most_layers = al massimo { $most ->
        [one] { $most } strato
       *[other] { $most } strati
    } insieme
rules-at_most_styles = al massimo { $most ->
        [one] { $most } stile
       *[other] { $most } stili
    } insieme
rules-share = la sua parte è più di 0 e al massimo { $most }
rules-share_range = la sua parte va da { $low } a { $high }
rules-already = { $option } vale già { $value }
rules-no_device = torch non ne trova su questa macchina

rules-networks_for = per { $purposes } ci sono { $names }
rules-networks_at_once = quelle che dipingono all’istante: { $names }
rules-no_network_has_all = nessuna rete ha tutti questi strati
rules-no_layers_at_once = dipinge all’istante: non ha strati da chiedere
rules-no_layers_of_its_own = non fa immagini sue: non ha strati da chiedere
rules-channels_of = { $layer } ha i canali da 0 a { $last }
rules-channel_count = { $layer } ha { $channels ->
        [one] { $channels } canale
       *[other] { $channels } canali
    }

rules-named_or_random = nomina le cose, o lascia che le scelga il caso
rules-named_or_ranked = indica i canali, o prendi i più forti o i più deboli
rules-classes_are_whole = le cose nominate valgono per l’insieme; togli canali e posizione
rules-accent_a_thing = nomina la cosa che deve apparire, come castello
rules-not_by_phase = fa l’immagine in un modo tutto suo; togli recipe
rules-accent_of_things = un accento è solo di cose nominate; togli lo strato o recipe
rules-not_with_recipe = non va insieme a recipe={ $recipe }; togli uno dei due
rules-layer_is_whole = prende uno strato intero; togli classi, canali e posizione
rules-one_layer = lavora su uno strato; indicane uno solo
rules-objective_unguided = non segue immagini guida; togli uno dei due
rules-classes_unguided = le cose nominate non seguono immagini guida; togli le une o l’altra, o indica anche uno strato
rules-film_objectives = un video si fa salendo passo dopo passo: accetta { $objectives }
rules-name_a_thing = scrivi che cosa disegnare, come vulcano
rules-class_or_layer = indica una classe o uno strato, non tutti e due
rules-channel_of_layer = indica il suo strato, come layer=inception_4c

rules-two_colours = { $word } ha già un altro colore
rules-colour_example = di’ un colore, per esempio red, dark green o #884422
rules-has_colours = ha già i suoi colori; di’ «recolour» per toglierli prima
rules-no_style = indica uno stile o dai un’immagine
rules-one_or_two_styles = per due zone servono uno o due stili
rules-mask_says_where = la maschera dice già dove dipingere; togli una delle due cose
rules-mask_shape = deve avere la forma della foto; andrebbe bene { $width }x{ $height } px
rules-mask_has_white = si dipinge dove è bianca, e bianco non ce n’è
rules-nobody_seen = nell’immagine non vedo nessuno; togli questa opzione, o disegna una maschera
rules-only_people_seen = nell’immagine vedo solo persone; togli questa opzione, o disegna una maschera
rules-needs_steps = serve un dipinto fatto passo dopo passo; togli questa opzione o «instant»
rules-instant_is_no_film = ciò che si dipinge all’istante non ha passaggi da filmare; togli una delle due cose
rules-one_photo = vale per una foto alla volta
rules-instant_has_no_steps = con --instant non ce ne sono; togli una delle due cose
rules-paints_up_to_1 = { $network } dipinge fino a 1, non oltre
rules-styles_as_learnt = { $network } ha imparato i suoi stili così come sono
rules-preset_of_dreams = è l’aspetto di un sogno; togli questa opzione, o sogna
rules-colours_of_dreams = riguarda i sogni; un dipinto ha i colori del suo stile
rules-colours_of_a_dream = un sogno ha colori suoi (dream) o quelli del video (keep)
rules-dream_without_style = un sogno non segue stili; togli una delle due cose
rules-of_paintings = riguarda i dipinti; un sogno non ne ha

rules-no_such_file = questo file non esiste
rules-is_file = è un file; indica una cartella
rules-is_folder = è una cartella
rules-file_in_the_way = { $file } è un file; indica una cartella
rules-folder_missing = la sua cartella non esiste
rules-write_protected = è protetto da scrittura
rules-not_writable = non si può scrivere ({ $why })
rules-name_a_file = è una cartella; indica un file al suo interno, o metti / alla fine per tenere il nome della foto
rules-name_ends_in = il nome deve finire in { $endings }
rules-film_ends_in = il nome di un video deve finire in { $ending }
rules-several_photos = più foto vanno in una cartella; indicane una che c’è, o metti / alla fine del nome
rules-strokes_alone = un .svg contiene solo pennellate; togli questo, oppure indica un’immagine o un video
rules-is_the_photo = è proprio la foto; indica un altro file
rules-is_the_film = è proprio il video; indica un altro file
rules-is_to_be_read = è una delle immagini da leggere; indica un altro file

rules-network_name = un nome ha al massimo 40 tra minuscole, cifre, - e _, e non comincia con un segno
rules-name_of_others = si chiama così una rete che non è tua; scegli un altro nome
rules-name_of_house_style = si chiama così uno stile della casa; scegli un altro nome
rules-name_of_another_kind = si chiama così una rete di un altro tipo; scegli un altro nome
rules-network_without_training = qui c’è già una rete con questo nome, ma non il suo addestramento; scegli un altro nome, o ricomincia con --anew
rules-other_options = un addestramento con questo nome aveva altre opzioni ({ $changes }); scegli un altro nome, o ricomincia con --anew
rules-config_damaged = { $file } è danneggiato; ricomincia con --anew
rules-name_a_picture = indica un’immagine da cui imparare
rules-name_the_network = di’ come chiamare la rete
rules-house_names_all = indica già le immagini e la rete; togli le tue
rules-base_has_its_own = { $base } ha già un valore suo; togli questa opzione, o comincia con --base { $nothing }
rules-takes_any_style = dipinge già in qualsiasi stile; indica una rete addestrata su pochi
rules-no_inception = { $network } non ha blocchi inception; prendi --reset classifier
rules-only_teacher = solo { $network } ha gli strati che la nostra rete deve avere
rules-not_distilled = ha strati diversi da quelli della sua maestra; indica una rete distillata
rules-dream_not_so = a una rete dei sogni non si insegna così; togli questa opzione
rules-style_not_so = a una rete di stile non si insegna così; togli questa opzione
rules-cpu_alone = a una rete di stile si insegna solo sulla CPU
rules-file_not_pictures = è un file; indica una cartella di immagini
rules-no_folder_of_pictures = questa cartella non esiste; indica una cartella di immagini
rules-no_such_memory = nessuna memoria si chiama così; «oneiro train colour» ne crea una
rules-memory_damaged = è danneggiata; riaddestrala con --anew
rules-memory_without_training = c’è già una memoria con questo nome, ma non il suo addestramento; scegli un altro nome, o ricomincia con --anew

## changes
## What a training was begun with, and is no longer.

changes-option = { $name } era { $old }
changes-pictures_sha256 = le immagini sono altre
changes-base_sha256 = il file della base è un altro
changes-judge_sha256 = il file del giudice è un altro

## purposes
## What networks are wanted for.

purposes-dream = sognare
purposes-style = dipingere
purposes-classify = dare un nome alle cose
purposes-instant = dipingere all’istante
purposes-flow = vedere il movimento
purposes-segment = trovare le persone
purposes-colour = dare colore alle foto

## kinds
## The {kind} of an UnknownNameError.

kinds-network = rete
    .no = nessuna rete
kinds-layer = strato
    .no = nessuno strato
kinds-class = classe
    .no = nessuna classe
kinds-preset = tipo di sogno
    .no = nessun tipo di sogno
kinds-style = stile
    .no = nessuno stile
kinds-word_of = parola di { $command }
    .no = nessuna parola di { $command }
kinds-dream_word = sogno, cosa o parola
    .no = nessun sogno, cosa o parola
kinds-style_word = stile o parola
    .no = nessuno stile o parola
kinds-thing_word = cosa o parola
    .no = nessuna cosa o parola
kinds-explain_word = cosa, strato o parola
    .no = nessuna cosa, strato o parola
kinds-video_word = stile, sogno o parola
    .no = nessuno stile, sogno o parola

## near
## The {near} of an UnknownNameError: what it could have meant.

near-did_you_mean = Intendevi { $names }?
near-there_are = Ci sono: { $names }.
near-some_are = Per esempio: { $names }.
near-belongs_to = Va con { $command }.
near-plainer = Prova con una cosa più semplice, come gatto, castello o vulcano; gli esempi sono in /help.
near-plainer_word = Prova con una parola più semplice, come gatto, castello o vulcano.
near-networks_there_are = Ci sono: { $names }, e ogni classificatore di torchvision che accetta immagini di qualsiasi dimensione.
near-networks_at_once = Reti che dipingono all’istante: { $names }.
near-another_network = Qui nessuna rete ce l’ha, ma { $network } sì: { $how }.
near-layers_listed = L’elenco: «oneiro layers { $network }».

## problems
## The {problem} with a network, its file or a training.

problems-its_file = il suo file { $file }: { $problem }
problems-damaged = il suo file { $file } è danneggiato
problems-not_here = non è su questa macchina
problems-no_classifier = il suo file { $file } è stato salvato senza la parte che conosce i nomi
problems-download_failed = il download non è riuscito ({ $why })
problems-wrong_checksum = il file arrivato ha il checksum sbagliato ed è stato buttato

problems-empty = è vuoto
problems-cut_short = è troncato ({ $bytes } di { $of } byte)
problems-not_safetensors = non è un file safetensors
problems-not_safetensors_or_cut = non è un file safetensors, o è troncato
problems-table_disagrees = la sua tabella dei tensori si contraddice
problems-unknown_checkpoint = non è un checkpoint di torchvision che conosco
problems-not_tensors_alone = contiene altro oltre ai tensori, o è danneggiato
problems-unknown_tensors = i suoi tensori non sono di nessuna rete che conosco ({ $tensors })
problems-is_a_part = è una parte di { $network }: { $count ->
        [one] manca { $count } tensore
       *[other] mancano { $count } tensori
    } ({ $first } …)
problems-looks_like = somiglia a { $network }, ma { $tensor } è { $shape }, non { $wanted }
problems-one_of_ten = è uno dei dieci file di { $network }, e di questi ne mancano: { $missing }
problems-not_numbers = { $tensor } contiene valori che non sono numeri
problems-all_zeros = { $tensor } contiene solo zeri
problems-tensor_missing = { $tensor } manca
problems-tensor_shape = { $tensor } è { $shape }; { $network } ha { $wanted }
problems-tensor_scales = { $tensor } ha 8 bit, e non una scala per ogni uscita
problems-not_described = non dice che cosa è
problems-impossible_name = si chiama «{ $name }», che non può essere il nome di una rete
problems-unreadable_list = la sua lista di { $key } non si può leggere
problems-unknown_architecture = è costruito come «{ $architecture }», che non conosco
problems-layer_missing = sogna con { $layer }, uno strato che non ha
problems-no_classes = non nomina classi
problems-no_styles = non nomina stili
problems-no_decoder = non contiene un decoder

problems-loss_is_no_number = la loss non è più un numero al passaggio { $step }
problems-too_little_memory = un passaggio richiede più memoria di quanta ce ne sia
problems-checkpoint_damaged = il suo checkpoint { $file } è danneggiato
problems-no_pictures = non ci sono immagini in { $folder }
problems-too_many_pictures = in { $folder } { $count ->
        [one] c’è { $count } immagine
       *[other] ci sono { $count } immagini
    }
problems-no_readable_picture = in { $folder } non c’è nessuna immagine leggibile
problems-one_readable_picture = in { $folder } c’è 1 sola immagine leggibile
problems-no_skimage = le immagini con cui cominciare sono di scikit-image, che non è tra i pacchetti installati
problems-not_among_packages = { $name } non è in { $folder }
problems-few_coloured = troppo poche immagini di { $folder } sono a colori ({ $count })

## how_to_get
## How a network comes onto this machine: here within a sentence, below as a {remedy} of its own.

how_to_get-train_again = addestrala di nuovo, o esegui «oneiro weights import FILE» con il suo file
how_to_get-install_again = installa di nuovo Oneiro
how_to_get-fetch = esegui «oneiro weights fetch { $network }»
how_to_get-ten_files = procurati i suoi dieci file safetensors ed esegui «oneiro weights import FILE FILE …»
how_to_get-import_file = non ha un indirizzo da cui scaricarla; procurati un file safetensors di { $title } ed esegui «oneiro weights import FILE»
how_to_get-published_file = procurati il suo file, { $file }, ed esegui «oneiro weights import FILE»

## remedies

remedies-train_again = Addestrala di nuovo, o esegui «oneiro weights import FILE» con il suo file.
remedies-install_again = Installa di nuovo Oneiro.
remedies-fetch = Esegui «oneiro weights fetch { $network }».
remedies-ten_files = Procurati i suoi dieci file safetensors ed esegui «oneiro weights import FILE FILE …».
remedies-import_file = Non ha un indirizzo da cui scaricarla; procurati un file safetensors di { $title } ed esegui «oneiro weights import FILE».
remedies-published_file = Procurati il suo file, { $file }, ed esegui «oneiro weights import FILE».
remedies-train_or_get_again = Addestrala di nuovo, o procurati ancora il suo file ed esegui «oneiro weights import FILE».
remedies-get_again = Procurati di nuovo il file ed esegui «oneiro weights import FILE».
remedies-delete_it = Cancella il file. { $remedy }
remedies-ours_instead = Cancella il file, e al suo posto va quello che arriva con Oneiro.
remedies-whole_file_again = Procurati di nuovo il file intero, e importalo.
remedies-whole_file_of_one = Procurati il file safetensors intero di una tra { $networks }, e importalo di nuovo.
remedies-name_all_ten = Indicali tutti e dieci insieme: oneiro weights import FILE FILE …
remedies-run_again = Esegui di nuovo il comando; riprende da dove si era fermato.
remedies-smaller_rate_or_picture = Ricomincia con un --rate più piccolo, o con un’altra immagine.
remedies-smaller_rate_or_pictures = Ricomincia con un --rate più piccolo, o con altre immagini.
remedies-smaller_batch = Prendi --batch o --size più piccoli; così si ricomincia, con --anew.
remedies-delete_to_begin_anew = Cancella il file per ricominciare.
remedies-fewer_pictures = Prendine al massimo { $most }; da 200 a 1000 di un solo tipo bastano e avanzano.
remedies-two_pictures_at_least = Per imparare a distinguere le immagini ne servono almeno due, e con 200 o più viene bene.
remedies-name_pictures = Indica una cartella di file JPEG o PNG.
remedies-install_skimage = Esegui «pip install scikit-image».
remedies-fetch_packages = Metti in una sola cartella i pacchetti nominati in engine/assets/colour.md.
remedies-ten_coloured = Servono almeno dieci immagini a colori; un centinaio dello stesso genere va bene.

## formats
## The {format} of an UnsupportedPictureError.

formats-raw = un file raw di fotocamera
formats-raw_of = un file raw di fotocamera ({ $camera })
formats-jpeg_xl = un file JPEG XL
formats-jpeg_2000 = un file JPEG 2000
formats-photoshop = un file Photoshop
formats-gimp = un file GIMP
formats-pdf = un documento PDF
formats-postscript = un disegno PostScript
formats-openexr = un file OpenEXR
formats-radiance = un file Radiance HDR
formats-icon = un file di icona
formats-svg = un disegno SVG
formats-moving = un’immagine animata
formats-cmyk = un’immagine con i colori di stampa (CMYK)

## amounts
## How much a file holds, and how much it may.

amounts-size = { $width }x{ $height } px
amounts-far_too_many_pixels = davvero troppi pixel
amounts-megapixels = { $megapixels } megapixel
amounts-megapixels_a_frame = { $megapixels } megapixel a fotogramma
amounts-megabytes = { $megabytes } MB
amounts-megabytes_decoded = { $megabytes } MB da decodificato
amounts-seconds = { $seconds } s

## words

words-or = { $first } o { $last }
words-comma = { $first }, { $last }
words-it_has_none = non ne ha
words-none = nessuno
words-all_black = tutta nera

## notes
## What there is to know of a picture, or of what was made of it.

notes-bytes_missing = { $name }: il file è incompleto (mancano gli ultimi byte); ho preso quello che c’è.
notes-rows_missing = { $name }: il file è incompleto (delle righe manca la parte finale, { $percent }%); ho preso quello che c’è.
notes-several_pages = { $name } ha più pagine; ho preso la prima.
notes-several_pictures = { $name } contiene più immagini; ho preso la principale.
notes-moves = { $name } si muove; ho preso il primo fotogramma.
notes-nothing_to_cut = Niente si staccava con un bordo pulito: ecco l’immagine intera, con gli angoli arrotondati.
notes-grey_photo = La foto non ha colori, quindi nemmeno il suo sogno ne ha; colors «dream» gliene dà.
notes-reference_unlike = Quasi nulla nell’altra immagine somiglia a questa: i colori sono quindi a caso.
notes-hint_nowhere = Non vedo «{ $word }» nella foto: niente ha preso quel colore.
notes-plain_style = L’immagine di stile è di un solo colore: non ci sono pennellate da cui imparare. Una con un motivo o una trama dà di più.
notes-small_style = L’immagine di stile è piccola ({ $width }x{ $height } px): una più grande dà un tratto più fine.
notes-blurred_style = L’immagine di stile è sfocata: il tratto sarà debole. Una più nitida dipinge meglio.
notes-mask_all_black = La maschera è tutta nera, quindi ho usato solo il secondo stile.
notes-mask_all_white = La maschera è tutta bianca, quindi ho dipinto l’intera foto.
notes-mask_all_white_of_two = La maschera è tutta bianca, quindi ho usato solo il primo stile.

## terminal
## How an option that takes no value is told of at a terminal.

terminal-flag = { $flag } non va: { $rule }.
