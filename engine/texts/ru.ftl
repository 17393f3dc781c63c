### What is told of errors, in Russian, at a terminal and in a chat. Short, plain; each says what to
### do next. The order is that of en.ftl. docs/LANGUAGES.md tells the rest.

## errors
## By the error's class. A chat that has to say another thing says so in its own chat_errors.

errors-ArtError = Что-то пошло не так, пока делалась картинка. Попробуйте ещё раз.
errors-BadInputError = Так не получится. Проверьте, о чём просите, и попробуйте ещё раз.
errors-BrokenPictureError = { $name } не открывается как картинка. Возьмите JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF или BMP.
errors-UnsupportedPictureError = { $name } — это { $format }, такого я не открываю. Сохраните картинку в программе для фото как JPEG или PNG и возьмите её.
errors-StrokesOfFilmError = Мазками рисуют картинку: кадры видео, нарисованные по одному, мерцали бы. Сохраните один кадр как картинку, хоть снимком экрана, и возьмите его. Для целого видео есть { $command }.
errors-EmptyPictureError = { $name } — пустой файл. Возьмите другой.
errors-PictureTooSmallError = { $name } — { $width }×{ $height } px, а нужно хотя бы { $min_px } px по каждой стороне. Возьмите что-нибудь покрупнее.
errors-PictureTooLargeError = { $name } не открыть из-за размера ({ $what }; предел — { $limit }). Уменьшите и попробуйте ещё раз.
errors-PictureTooNarrowError = { $name } — { $width }×{ $height } px, а одна сторона может быть больше другой не более чем в { $limit ->
        [one] { $limit } раз
        [few] { $limit } раза
        [many] { $limit } раз
       *[other] { $limit } раза
    }. Обрежьте и попробуйте ещё раз.
errors-BrokenClipError = { $name } не открывается как видео. Возьмите MP4, MOV, WebM, MKV или AVI либо движущийся GIF, WebP или PNG.
errors-StillClipError = { $name } содержит всего одну картинку; возьмите его как фото.
errors-ClipTooLargeError = { $name } не открыть из-за размера ({ $what }; предел — { $limit }). Уменьшите и попробуйте ещё раз.
errors-ClipTooLongError = { $name } длится { $length }; целиком берётся не больше { $limit }. Обрежьте или скажите, сколько секунд взять с начала.
errors-OptionError = { $option }={ $value } не подходит: { $rule }.
errors-UnknownNameError = Нет { FORM($kind, "genitive") } «{ $name }». { $near }
errors-WeightsFileError = { $file } не подходит: { $problem }. { $remedy }
errors-ImageTooSmallError = Картинка мала для слоя { $layer } ({ $width }×{ $height } px). Подойдут слои: { $fitting }.
errors-WeightsError = Сеть { $network } не готова: { $problem }. { $remedy }
errors-NoPersonNetworkError = Чтобы отличить людей от фона, нужна сеть, которая находит людей, а у меня её нет. Владелец может её добавить: oneiro weights fetch deeplabv3_mobilenet_v3_large или oneiro weights import FILE. С маской получится и без неё.
errors-TrainingError = Обучение не может продолжаться: { $problem }. { $remedy }
errors-RenderError = На этот раз картинка не получилась. Попробуйте ещё раз.
errors-OutOfMemoryError = Для памяти этой машины картинка слишком велика. Попробуйте размер поменьше.
errors-NotFiniteError = Картинка рассыпалась, пока делалась. Попробуйте другой слой или seed.
errors-RenderStoppedError = Остановлено.

## rules
## The {rule} of an OptionError.

rules-no_such_option = такого параметра нет
rules-range = бывает от { $low } до { $high }
rules-range_percent = бывает от { $low } до { $high } %
rules-choice = бывает только { $choices }
rules-other_kind = значение другого рода
rules-number = нужно число
rules-whole_number = нужно целое число
rules-yes_or_no = бывает yes или no
rules-example = скажите так: { $example }
rules-layers_example = скажите так: inception_3b+inception_4c*2; доли больше 0 и до 100
rules-position_example = скажите так: 0.5x0.3; от 0x0 вверху слева до 1x1
rules-needs_value = нужно значение
rules-needs_value_as = нужно значение, например { $example }
rules-at_most = не больше { $most } сразу
rules-at_most_layers = не больше { $most ->
        [one] { $most } слоя
        [few] { $most } слоёв
        [many] { $most } слоёв
       *[other] { $most } слоя
    } сразу
rules-at_most_styles = не больше { $most ->
        [one] { $most } стиля
        [few] { $most } стилей
        [many] { $most } стилей
       *[other] { $most } стиля
    } сразу
rules-share = доля должна быть больше 0 и не больше { $most }
rules-share_range = доля бывает от { $low } до { $high }
rules-already = { $option } уже { $value }
rules-no_device = на этой машине torch такого не находит

rules-networks_for = для { $purposes } есть { $names }
rules-networks_at_once = рисуют сразу: { $names }
rules-no_network_has_all = ни в одной сети нет всех этих слоёв
rules-no_layers_at_once = она рисует сразу, и слоёв для выбора у неё нет
rules-no_layers_of_its_own = сама она картинок не делает, и слоёв для выбора у неё нет
rules-channels_of = в { $layer } каналы от 0 до { $last }
rules-channel_count = в { $layer } всего { $channels ->
        [one] { $channels } канал
        [few] { $channels } канала
        [many] { $channels } каналов
       *[other] { $channels } канала
    }

rules-named_or_random = либо назовите их сами, либо доверьтесь случаю
rules-named_or_ranked = либо назовите их сами, либо возьмите самые сильные или самые слабые
rules-classes_are_whole = они правят всей картинкой; уберите каналы и место
rules-accent_a_thing = назовите, что должно появиться, например замок
rules-not_by_phase = картинка здесь делается своим способом; уберите рецепт
rules-accent_of_things = accent — только для названных вещей; уберите слой или рецепт
rules-not_with_recipe = вместе с recipe={ $recipe } не бывает; уберите одно из двух
rules-layer_is_whole = слой здесь берётся целиком; уберите классы, каналы и место
rules-one_layer = работает с одним слоем; назовите только один
rules-objective_unguided = картинка-подсказка на это не действует; уберите одно из двух
rules-classes_unguided = на названные вещи картинка-подсказка не действует; уберите одно из двух или назовите ещё и слой
rules-film_objectives = видео делается подъёмом, шаг за шагом; для него бывает { $objectives }
rules-name_a_thing = назовите, что нарисовать, например вулкан
rules-class_or_layer = назовите класс или слой, но не оба
rules-channel_of_layer = назовите слой, которому он принадлежит, например layer=inception_4c

rules-two_colours = для «{ $word }» уже назван другой цвет
rules-colour_example = назовите цвет, например red, dark green или #884422
rules-has_colours = у фото есть свои цвета; скажите «recolour», чтобы сначала убрать их
rules-no_style = назовите стиль или дайте картинку
rules-one_or_two_styles = для двух областей нужен один стиль или два
rules-mask_says_where = где рисовать, уже сказано маской; уберите одно из двух
rules-mask_shape = она должна быть той же формы, что и фото; подойдёт { $width }x{ $height } px
rules-mask_has_white = рисуется только белое, а его на ней нет
rules-nobody_seen = людей на картинке я не вижу; уберите это или нарисуйте маску
rules-only_people_seen = ничего, кроме людей, я на картинке не вижу; уберите это или нарисуйте маску
rules-needs_steps = для этого рисовать надо шаг за шагом; уберите это или «instant»
rules-instant_is_no_film = нарисованное сразу не делает шагов, которые можно снять; уберите одно из двух
rules-one_photo = годится для одного фото за раз
rules-instant_has_no_steps = с --instant шагов нет; уберите одно из двух
rules-paints_up_to_1 = { $network } рисует с силой 1 и меньше
rules-styles_as_learnt = у { $network } стили такие, какими были выучены
rules-preset_of_dreams = это вид сна; уберите его или выберите dream
rules-colours_of_dreams = это для снов; у картины цвета её стиля
rules-colours_of_a_dream = у сна цвета свои (dream) или взяты из видео (keep)
rules-dream_without_style = сон не следует никакому стилю; уберите одно из двух
rules-of_paintings = это для картин; у снов такого нет

rules-no_such_file = такого файла нет
rules-is_file = это файл; назовите папку
rules-is_folder = это папка
rules-file_in_the_way = { $file } — это файл; назовите папку
rules-folder_missing = папки для него нет
rules-write_protected = защищено от записи
rules-not_writable = записать не получается ({ $why })
rules-name_a_file = это папка; назовите файл в ней или поставьте в конце /, чтобы оставить имя фото
rules-name_ends_in = имя должно кончаться на { $endings }
rules-film_ends_in = имя видео должно кончаться на { $ending }
rules-several_photos = для нескольких фото нужна папка; назовите ту, что есть, или поставьте в конце имени /
rules-strokes_alone = в .svg бывают одни мазки; уберите это или назовите картинку или видео
rules-is_the_photo = это само фото; назовите другой файл
rules-is_the_film = это само видео; назовите другой файл
rules-is_to_be_read = это одна из исходных картинок; назовите другой файл

rules-network_name = в имени до 40 строчных латинских букв, цифр, - и _, и начинается оно не со знака
rules-name_of_others = так называется чужая сеть; выберите другое имя
rules-name_of_house_style = так называется один из здешних стилей; выберите другое имя
rules-name_of_another_kind = так называется сеть другого рода; выберите другое имя
rules-network_without_training = сеть с таким именем уже есть, а её обучения здесь нет; выберите другое имя или начните заново с --anew
rules-other_options = у обучения с таким именем параметры были другими ({ $changes }); выберите другое имя или начните заново с --anew
rules-config_damaged = { $file } повреждён; начните заново с --anew
rules-name_a_picture = назовите картинку, по которой учиться
rules-name_the_network = скажите, как назвать сеть
rules-house_names_all = картинки и сеть уже названы этим; уберите свои
rules-base_has_its_own = у { $base } это своё; уберите это или начните с --base { $nothing }
rules-takes_any_style = она и так рисует в любом стиле; назовите ту, которую учили лишь нескольким
rules-no_inception = в { $network } нет блоков inception; возьмите --reset classifier
rules-only_teacher = слои, которые нужны нашей сети, есть только у { $network }
rules-not_distilled = слои у неё не те, что у её учителя; назовите ту, что получена дистилляцией
rules-dream_not_so = сеть снов так не учат; уберите это
rules-style_not_so = сеть стилей так не учат; уберите это
rules-cpu_alone = сеть стилей учат только на CPU
rules-file_not_pictures = это файл; назовите папку с картинками
rules-no_folder_of_pictures = такой папки нет; назовите папку с картинками
rules-no_such_memory = такой памяти нет; её создаёт «oneiro train colour»
rules-memory_damaged = файл повреждён; обучите заново с --anew
rules-memory_without_training = память с таким именем уже есть, а её обучения нет; выберите другое имя или начните заново с --anew

## changes
## What a training was begun with, and is no longer.

changes-option = { $name } раньше { $old }
changes-pictures_sha256 = картинки другие
changes-base_sha256 = файл основы другой
changes-judge_sha256 = файл судьи другой

## purposes
## What networks are wanted for: told after "для", so in the genitive.

purposes-dream = снов
purposes-style = рисования
purposes-classify = узнавания вещей
purposes-instant = рисования сразу
purposes-flow = слежения за движением
purposes-segment = поиска людей
purposes-colour = раскрашивания фото

## kinds
## The {kind} of an UnknownNameError; the genitive is what there is none of.

kinds-network = сеть
    .genitive = сети
kinds-layer = слой
    .genitive = слоя
kinds-class = класс
    .genitive = класса
kinds-preset = вид сна
    .genitive = вида сна
kinds-style = стиль
    .genitive = стиля
kinds-word_of = слово для { $command }
    .genitive = у { $command } слова
kinds-dream_word = сон, предмет или слово
    .genitive = ни сна, ни предмета, ни слова
kinds-style_word = стиль или слово
    .genitive = ни стиля, ни слова
kinds-thing_word = предмет или слово
    .genitive = ни предмета, ни слова
kinds-explain_word = предмет, слой или слово
    .genitive = ни предмета, ни слоя, ни слова
kinds-video_word = стиль, сон или слово
    .genitive = ни стиля, ни сна, ни слова

## near
## The {near} of an UnknownNameError: what it could have meant.

near-did_you_mean = Может быть, { $names }?
near-there_are = Есть { $names }.
near-some_are = Есть, например, { $names }.
near-belongs_to = Оно для { $command }.
near-plainer = Попробуйте слово попроще: кот, замок или вулкан; примеры есть в /help.
near-plainer_word = Попробуйте слово попроще: кот, замок или вулкан.
near-networks_there_are = Есть { $names } и все классификаторы torchvision, которые берут картинки любого размера.
near-networks_at_once = Сети, которые рисуют сразу: { $names }.
near-another_network = Ни у одной из здешних сетей его нет, но есть у { $network }: { $how }.
near-layers_listed = Все покажет «oneiro layers { $network }».

## problems
## The {problem} with a network, its file or a training.

problems-its_file = файл { $file }: { $problem }
problems-damaged = файл { $file } повреждён
problems-not_here = на этой машине её нет
problems-no_classifier = файл { $file } сохранён без той части, которая знает названия
problems-download_failed = скачать не удалось ({ $why })
problems-wrong_checksum = у того, что пришло, не та контрольная сумма, и оно выброшено

problems-empty = файл пуст
problems-cut_short = файл обрывается ({ $bytes } из { $of ->
        [one] { $of } байта
        [few] { $of } байт
        [many] { $of } байт
       *[other] { $of } байта
    })
problems-not_safetensors = это не файл safetensors
problems-not_safetensors_or_cut = это не файл safetensors, или он обрывается
problems-table_disagrees = таблица тензоров противоречит сама себе
problems-unknown_checkpoint = такой контрольной точки torchvision я не знаю
problems-not_tensors_alone = в нём не одни тензоры, или он повреждён
problems-unknown_tensors = сети с такими тензорами я не знаю ({ $tensors })
problems-is_a_part = это часть { $network }: { $count ->
        [one] не хватает { $count } тензора
        [few] не хватает { $count } тензоров
        [many] не хватает { $count } тензоров
       *[other] не хватает { $count } тензора
    } ({ $first } …)
problems-looks_like = похоже на { $network }, но { $tensor } — { $shape }, а не { $wanted }
problems-one_of_ten = это один из десяти файлов { $network }, а не хватает таких: { $missing }
problems-not_numbers = в { $tensor } есть значения, которые не числа
problems-all_zeros = { $tensor } — сплошные нули
problems-tensor_missing = нет { $tensor }
problems-tensor_shape = { $tensor } — { $shape }, а у { $network } — { $wanted }
problems-tensor_scales = { $tensor } — в 8 битах, а масштаба для каждого выхода нет
problems-not_described = в файле не сказано, что это
problems-impossible_name = файл называет себя «{ $name }», а у сети такого имени быть не может
problems-unreadable_list = список { $key } не читается
problems-unknown_architecture = построено как «{ $architecture }», а такого я не знаю
problems-layer_missing = ей снится { $layer }, а такого слоя у неё нет
problems-no_classes = классы не названы
problems-no_styles = стили не названы
problems-no_decoder = декодера нет

problems-loss_is_no_number = на шаге { $step } потеря уже не число
problems-too_little_memory = на шаг нужно больше памяти, чем есть
problems-checkpoint_damaged = контрольная точка { $file } повреждена
problems-no_pictures = в { $folder } нет картинок
problems-too_many_pictures = в { $folder } слишком много картинок: { $count }
problems-no_readable_picture = в { $folder } нет картинок, которые читаются
problems-one_readable_picture = в { $folder } читается только одна картинка
problems-no_skimage = картинки для начала берутся из scikit-image, а он не установлен
problems-not_among_packages = { $name } нет в { $folder }
problems-few_coloured = в { $folder } слишком мало цветных снимков ({ $count })

## how_to_get
## How a network comes onto this machine: here within a sentence, below as a {remedy} of its own.

how_to_get-train_again = обучите её заново или выполните «oneiro weights import FILE» с её файлом
how_to_get-install_again = установите Oneiro заново
how_to_get-fetch = выполните «oneiro weights fetch { $network }»
how_to_get-ten_files = достаньте десять её файлов safetensors и выполните «oneiro weights import FILE FILE …»
how_to_get-import_file = скачать её неоткуда; достаньте файл safetensors с { $title } и выполните «oneiro weights import FILE»
how_to_get-published_file = достаньте её файл { $file } и выполните «oneiro weights import FILE»

## remedies

remedies-train_again = Обучите её заново или выполните «oneiro weights import FILE» с её файлом.
remedies-install_again = Установите Oneiro заново.
remedies-fetch = Выполните «oneiro weights fetch { $network }».
remedies-ten_files = Достаньте десять её файлов safetensors и выполните «oneiro weights import FILE FILE …».
remedies-import_file = Скачать её неоткуда; достаньте файл safetensors с { $title } и выполните «oneiro weights import FILE».
remedies-published_file = Достаньте её файл { $file } и выполните «oneiro weights import FILE».
remedies-train_or_get_again = Обучите её заново или снова достаньте её файл и выполните «oneiro weights import FILE».
remedies-get_again = Достаньте её снова и выполните «oneiro weights import FILE».
remedies-delete_it = Удалите его. { $remedy }
remedies-ours_instead = Удалите его, и его место займёт тот, что идёт вместе с Oneiro.
remedies-whole_file_again = Достаньте файл целиком ещё раз и импортируйте его.
remedies-whole_file_of_one = Достаньте целый файл safetensors одной из этих сетей и импортируйте его снова: { $networks }.
remedies-name_all_ten = Назовите все десять сразу: oneiro weights import FILE FILE …
remedies-run_again = Запустите команду ещё раз; она продолжит с того места, где остановилась.
remedies-smaller_rate_or_picture = Начните заново с меньшим --rate или с другой картинкой.
remedies-smaller_rate_or_pictures = Начните заново с меньшим --rate или с другими картинками.
remedies-smaller_batch = Возьмите --batch или --size поменьше; это начнёт заново, с --anew.
remedies-delete_to_begin_anew = Удалите её, чтобы начать заново.
remedies-fewer_pictures = Возьмите не больше { $most }; 200–1000 картинок одного рода вполне хватит.
remedies-two_pictures_at_least = Чтобы научиться различать картинки, нужно хотя бы две, а хорошо выходит с 200 и больше.
remedies-name_pictures = Назовите папку с файлами JPEG или PNG.
remedies-install_skimage = Выполните «pip install scikit-image».
remedies-fetch_packages = Скачайте в одну папку пакеты, названные в engine/assets/colour.md.
remedies-ten_coloured = Для памяти нужно не меньше десяти цветных снимков; сотня похожих — в самый раз.

## formats
## The {format} of an UnsupportedPictureError.

formats-raw = сырой файл камеры
formats-raw_of = сырой файл камеры ({ $camera })
formats-jpeg_xl = картинка JPEG XL
formats-jpeg_2000 = картинка JPEG 2000
formats-photoshop = файл Photoshop
formats-gimp = файл GIMP
formats-pdf = документ PDF
formats-postscript = рисунок PostScript
formats-openexr = картинка OpenEXR
formats-radiance = картинка Radiance HDR
formats-icon = значок
formats-svg = рисунок SVG
formats-moving = движущаяся картинка
formats-cmyk = картинка в типографских цветах (CMYK)

## amounts
## How much a file holds, and how much it may.

amounts-size = { $width }x{ $height } px
amounts-far_too_many_pixels = пикселей чересчур много
amounts-megapixels = { $megapixels ->
        [one] { $megapixels } мегапиксель
        [few] { $megapixels } мегапикселя
        [many] { $megapixels } мегапикселей
       *[other] { $megapixels } мегапикселя
    }
amounts-megapixels_a_frame = { $megapixels ->
        [one] { $megapixels } мегапиксель
        [few] { $megapixels } мегапикселя
        [many] { $megapixels } мегапикселей
       *[other] { $megapixels } мегапикселя
    } на кадр
amounts-megabytes = { $megabytes } МБ
amounts-megabytes_decoded = { $megabytes } МБ после распаковки
amounts-seconds = { $seconds } с

## words

words-or = { $first } или { $last }
words-comma = { $first }, { $last }
words-it_has_none = их нет
words-none = таких нет
words-all_black = вся чёрная

## notes
## What there is to know of a picture, or of what was made of it.

notes-bytes_missing = { $name }: файл не целый (нет последних байтов); я взял то, что есть.
notes-rows_missing = { $name }: файл не целый (нет последних { $percent } % строк); я взял то, что есть.
notes-several_pages = { $name } содержит несколько страниц; я взял первую.
notes-several_pictures = { $name } содержит несколько картинок; я взял главную.
notes-moves = { $name } движется; я взял первый кадр.
notes-nothing_to_cut = Чисто вырезать тут нечего, поэтому это вся картинка со скруглёнными углами.
notes-grey_photo = На фото нет цветов, поэтому нет их и во сне; добавит их colors «dream».
notes-reference_unlike = Картинки почти ни в чём не похожи, поэтому цвета взяты наугад.
notes-hint_nowhere = Не вижу на фото «{ $word }», поэтому ничего в этот цвет не покрашено.
notes-plain_style = Картинка-образец одноцветная: мазков, которыми рисовать, на ней нет. С узором или мазками выйдет больше.
notes-small_style = Картинка-образец маленькая ({ $width }x{ $height } px): с большой мазки будут тоньше.
notes-blurred_style = Картинка-образец размыта: мазки будут слабыми. С резкой выйдет лучше.
notes-mask_all_black = Маска вся чёрная, поэтому взят только второй стиль.
notes-mask_all_white = Маска вся белая, поэтому нарисовано всё фото.
notes-mask_all_white_of_two = Маска вся белая, поэтому взят только первый стиль.

## terminal
## How an option that takes no value is told of at a terminal.

terminal-flag = { $flag } не подходит: { $rule }.
