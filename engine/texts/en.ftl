### What is told of errors, at a terminal and in a chat. Short, plain; each says what to do next.
### { $facts } are filled in by the code; tests hold the keys and the code together. A key is
### written with dots in the code and with hyphens here. docs/LANGUAGES.md tells the rest.

## errors
## By the error's class. A chat that has to say another thing says so in its own chat_errors.

errors-ArtError = Something went wrong while making the picture. Please try again.
errors-BadInputError = That does not work as asked. Please check it and try again.
errors-BrokenPictureError = { $name } does not open as a picture. Please use a JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or BMP.
errors-UnsupportedPictureError = { $name } is { $format }, which I cannot open. Please save it as a JPEG or PNG in a photo app, and use that.
errors-StrokesOfFilmError = Brush strokes are for pictures: painted one by one, the frames of a film would flicker. Save one of them as a picture, as a screenshot does, and use that. Whole films are for { $command }.
errors-EmptyPictureError = { $name } is empty. Please use another file.
errors-PictureTooSmallError = { $name } is { $width }×{ $height } px; I need at least { $min_px } px on each side. Please use a larger one.
errors-PictureTooLargeError = { $name } is too large to open ({ $what }; the limit is { $limit }). Please shrink it and try again.
errors-PictureTooNarrowError = { $name } is { $width }×{ $height } px: one side may be at most { $limit ->
        [one] { $limit } time
       *[other] { $limit } times
    } the other. Please crop it and try again.
errors-BrokenClipError = { $name } does not open as a film. Please use an MP4, MOV, WebM, MKV or AVI, or an animated GIF, WebP or PNG.
errors-StillClipError = { $name } holds a single picture; please use it as a photo.
errors-ClipTooLargeError = { $name } is too large to open ({ $what }; the limit is { $limit }). Please shrink it and try again.
errors-ClipTooLongError = { $name } lasts { $length }; at most { $limit } are taken whole. Please cut it, or say how many seconds of its beginning to take.
errors-OptionError = { $option }={ $value } does not work: { $rule }.
errors-UnknownNameError = There is no { $kind } called “{ $name }”. { $near }
errors-WeightsFileError = { $file } cannot be used: { $problem }. { $remedy }
errors-ImageTooSmallError = The picture is too small for layer { $layer } ({ $width }×{ $height } px). Layers that fit: { $fitting }.
errors-WeightsError = The network { $network } is not ready: { $problem }. { $remedy }
errors-NoPersonNetworkError = Telling people from the background needs a network that finds people, and I have none. Whoever runs me can bring one: oneiro weights fetch deeplabv3_mobilenet_v3_large, or oneiro weights import FILE. A mask picture works without it.
errors-TrainingError = The training cannot go on: { $problem }. { $remedy }
errors-RenderError = The picture could not be made this time. Please try again.
errors-OutOfMemoryError = The picture was too much for this machine's memory. Please try a smaller size.
errors-NotFiniteError = The picture broke while it was being made. Please try another layer or seed.
errors-RenderStoppedError = Stopped.

## rules
## The {rule} of an OptionError.

rules-no_such_option = there is no such option
rules-range = it goes from { $low } to { $high }
rules-range_percent = it goes from { $low } to { $high } percent
rules-choice = it is one of { $choices }
rules-other_kind = it is of another kind
rules-number = it must be a number
rules-whole_number = it must be a whole number
rules-yes_or_no = it is yes or no
rules-example = say it like { $example }
rules-layers_example = say it like inception_3b+inception_4c*2, shares from above 0 to 100
rules-position_example = say it like 0.5x0.3, from 0x0 at the top left to 1x1
rules-needs_value = it needs a value
rules-needs_value_as = it needs a value, as { $example }
rules-at_most = at most { $most } at once
rules-at_most_layers = at most { $most ->
        [one] { $most } layer
       *[other] { $most } layers
    } at once
rules-at_most_styles = at most { $most ->
        [one] { $most } style
       *[other] { $most } styles
    } at once
rules-share = its share is more than 0 and at most { $most }
rules-share_range = its share goes from { $low } to { $high }
rules-already = { $option } is already { $value }
rules-no_device = torch finds none on this machine

rules-networks_for = for { $purposes } there are { $names }
rules-networks_at_once = those that paint at once: { $names }
rules-no_network_has_all = no network has all of these layers
rules-no_layers_at_once = it paints at once: it has no layers to ask for
rules-no_layers_of_its_own = it makes no picture of its own: it has no layers to ask for
rules-channels_of = { $layer } has channels 0 to { $last }
rules-channel_count = { $layer } has { $channels ->
        [one] { $channels } channel
       *[other] { $channels } channels
    }

rules-named_or_random = name some, or have them drawn at random
rules-named_or_ranked = name some, or take the strongest or weakest
rules-classes_are_whole = they rule the whole; leave out channels and position
rules-accent_a_thing = name the thing that is to appear, as castle
rules-not_by_phase = it makes its picture in a way of its own; leave out the recipe
rules-accent_of_things = an accent is of named things alone; leave out the layer or the recipe
rules-not_with_recipe = it does not go with recipe={ $recipe }; leave one of the two out
rules-layer_is_whole = it takes a layer as a whole; leave out classes, channels and position
rules-one_layer = it works on one layer; name just one
rules-objective_unguided = it follows no guide picture; leave one of the two out
rules-classes_unguided = named things follow no guide picture; leave one of the two out, or name a layer too
rules-film_objectives = a film climbs step by step: it takes { $objectives }
rules-name_a_thing = name what to draw, as volcano
rules-class_or_layer = name a class or a layer, not both
rules-channel_of_layer = name the layer that it is of, as layer=inception_4c

rules-two_colours = { $word } has another colour already
rules-colour_example = name a colour, as red, dark green or #884422
rules-has_colours = it has colours of its own; say “recolour” to have them taken away first
rules-no_style = name a style or give a picture
rules-one_or_two_styles = two regions take one style or two
rules-mask_says_where = the mask already says where to paint; leave out one of them
rules-mask_shape = it must have the photo's shape; { $width }x{ $height } px would fit
rules-mask_has_white = white is what is painted, and it has none
rules-nobody_seen = I see nobody in the picture; leave it out, or draw a mask
rules-only_people_seen = I see nothing but people in the picture; leave it out, or draw a mask
rules-needs_steps = it needs a painting made step by step; leave out this or “instant”
rules-instant_is_no_film = what is painted at once takes no steps to film; leave out one of them
rules-one_photo = it is for one photo at a time
rules-instant_has_no_steps = there are none with --instant; leave out one of them
rules-paints_up_to_1 = { $network } paints at 1 and below
rules-styles_as_learnt = { $network } learned its styles as they are
rules-preset_of_dreams = it is a dream's look; leave it out, or dream
rules-colours_of_dreams = it belongs to dreaming; a painting has those of its style
rules-colours_of_a_dream = a dream has colours of its own (dream) or the film's (keep)
rules-dream_without_style = a dream follows no style; leave one of the two out
rules-of_paintings = it belongs to painting; a dream has none

rules-no_such_file = there is no such file
rules-is_file = it is a file; name a folder
rules-is_folder = it is a folder
rules-file_in_the_way = { $file } is a file; name a folder
rules-folder_missing = its folder does not exist
rules-write_protected = it is write-protected
rules-not_writable = it cannot be written ({ $why })
rules-name_a_file = it is a folder; name a file in it, or end it with / to keep the photo's name
rules-name_ends_in = its name must end in { $endings }
rules-film_ends_in = a film's name must end in { $ending }
rules-several_photos = several photos go into a folder; name one that is there, or end its name with /
rules-strokes_alone = an .svg holds strokes alone; leave this out, or name a picture or a film
rules-is_the_photo = it is the photo itself; name another file
rules-is_the_film = it is the film itself; name another file
rules-is_to_be_read = it is one of the pictures to read; name another file

rules-network_name = a name has up to 40 small letters, digits, - and _, and begins with no sign
rules-name_of_others = a network that is not yours is called so; choose another name
rules-name_of_house_style = a house style is called so; choose another name
rules-name_of_another_kind = a network of another kind is called so; choose another name
rules-network_without_training = a network of that name is here already, and not its training; choose another name, or begin again with --anew
rules-other_options = a training of that name had other options ({ $changes }); choose another name, or begin again with --anew
rules-config_damaged = { $file } is damaged; begin again with --anew
rules-name_a_picture = name a picture to learn from
rules-name_the_network = say what to call the network
rules-house_names_all = it names the pictures and the network; leave out yours
rules-base_has_its_own = { $base } has its own; leave this out, or begin with --base { $nothing }
rules-takes_any_style = it paints in any style as it is; name one that was trained on a few
rules-no_inception = { $network } has no inception blocks; take --reset classifier
rules-only_teacher = only { $network } has the layers that our network is to have
rules-not_distilled = it has other layers than its teacher; name one that was distilled
rules-dream_not_so = a dream network is not taught so; leave it out
rules-style_not_so = a style network is not taught so; leave it out
rules-cpu_alone = a style network is taught on the CPU alone
rules-file_not_pictures = it is a file; name a folder of pictures
rules-no_folder_of_pictures = there is no such folder; name a folder of pictures
rules-no_such_memory = no memory is called so; “oneiro train colour” makes one
rules-memory_damaged = it is damaged; train it again with --anew
rules-memory_without_training = a memory of that name is here already, and not its training; choose another name, or begin again with --anew

## changes
## What a training was begun with, and is no longer.

changes-option = { $name } was { $old }
changes-pictures_sha256 = the pictures are others
changes-base_sha256 = the base's file is another
changes-judge_sha256 = the judge's file is another

## purposes
## What networks are wanted for.

purposes-dream = dreaming
purposes-style = painting
purposes-classify = naming things
purposes-instant = painting at once
purposes-flow = seeing motion
purposes-segment = finding people
purposes-colour = colouring photos

## kinds
## The {kind} of an UnknownNameError.

kinds-network = network
kinds-layer = layer
kinds-class = class
kinds-preset = preset
kinds-style = style
kinds-word_of = { $command } word
kinds-dream_word = dream, thing or word
kinds-style_word = style or word
kinds-thing_word = thing or word
kinds-explain_word = thing, layer or word
kinds-video_word = style, dream or word

## near
## The {near} of an UnknownNameError: what it could have meant.

near-did_you_mean = Did you mean { $names }?
near-there_are = There are: { $names }.
near-some_are = Some are { $names }.
near-belongs_to = It belongs to { $command }.
near-plainer = Try a plainer thing, as cat, castle or volcano; /help shows examples.
near-plainer_word = Try a plainer word, as cat, castle or volcano.
near-networks_there_are = There are: { $names }, and every classifier of torchvision's that takes pictures of any size.
near-networks_at_once = Networks that paint at once: { $names }.
near-another_network = No network here has it, but { $network } does: { $how }.
near-layers_listed = “oneiro layers { $network }” lists them.

## problems
## The {problem} with a network, its file or a training.

problems-its_file = its file { $file }: { $problem }
problems-damaged = its file { $file } is damaged
problems-not_here = it is not on this machine
problems-no_classifier = its file { $file } was saved without the part that knows names
problems-download_failed = the download failed ({ $why })
problems-wrong_checksum = what came has the wrong checksum and was thrown away

problems-empty = it is empty
problems-cut_short = it was cut short ({ $bytes } of { $of ->
        [one] { $of } byte
       *[other] { $of } bytes
    })
problems-not_safetensors = it is not a safetensors file
problems-not_safetensors_or_cut = it is not a safetensors file, or was cut short
problems-table_disagrees = its table of tensors does not agree with itself
problems-unknown_checkpoint = it is no checkpoint of torchvision's that I know
problems-not_tensors_alone = it holds more than tensors, or is damaged
problems-unknown_tensors = its tensors are of no network that I know ({ $tensors })
problems-is_a_part = it is a part of { $network }: { $count ->
        [one] { $count } tensor is
       *[other] { $count } tensors are
    } missing ({ $first } …)
problems-looks_like = it looks like { $network }, but { $tensor } is { $shape }, not { $wanted }
problems-one_of_ten = it is one of the ten files of { $network }, and of these { $missing } are missing
problems-not_numbers = { $tensor } holds values that are not numbers
problems-all_zeros = { $tensor } is all zeros
problems-tensor_missing = { $tensor } is missing
problems-tensor_shape = { $tensor } is { $shape }; { $network } has { $wanted }
problems-tensor_scales = { $tensor } has 8 bits, and no scale for each output
problems-not_described = it does not say what it is
problems-impossible_name = it calls itself “{ $name }”, which cannot be a network's name
problems-unreadable_list = its list of { $key } cannot be read
problems-unknown_architecture = it is built as “{ $architecture }”, which I do not know
problems-layer_missing = it dreams of { $layer }, a layer that it lacks
problems-no_classes = it names no classes
problems-no_styles = it names no styles
problems-no_decoder = it holds no decoder

problems-loss_is_no_number = the loss is no longer a number at step { $step }
problems-too_little_memory = a step needs more memory than there is
problems-checkpoint_damaged = its checkpoint { $file } is damaged
problems-no_pictures = there are no pictures in { $folder }
problems-too_many_pictures = there are { $count ->
        [one] { $count } picture
       *[other] { $count } pictures
    } in { $folder }
problems-no_readable_picture = { $folder } has no pictures that can be read
problems-one_readable_picture = { $folder } has 1 picture that can be read
problems-no_skimage = the pictures to begin with are scikit-image's, which is not installed
problems-not_among_packages = { $name } is not in { $folder }
problems-few_coloured = too few pictures in { $folder } have colours ({ $count })

## how_to_get
## How a network comes onto this machine: here within a sentence, below as a {remedy} of its own.

how_to_get-train_again = train it again, or run “oneiro weights import FILE” with its file
how_to_get-install_again = install Oneiro again
how_to_get-fetch = run “oneiro weights fetch { $network }”
how_to_get-ten_files = get its ten safetensors files and run “oneiro weights import FILE FILE …”
how_to_get-import_file = it has no download address; get a safetensors file of { $title } and run “oneiro weights import FILE”
how_to_get-published_file = get its file, { $file }, and run “oneiro weights import FILE”

## remedies

remedies-train_again = Train it again, or run “oneiro weights import FILE” with its file.
remedies-install_again = Install Oneiro again.
remedies-fetch = Run “oneiro weights fetch { $network }”.
remedies-ten_files = Get its ten safetensors files and run “oneiro weights import FILE FILE …”.
remedies-import_file = It has no download address; get a safetensors file of { $title } and run “oneiro weights import FILE”.
remedies-published_file = Get its file, { $file }, and run “oneiro weights import FILE”.
remedies-train_or_get_again = Train it again, or get its file again and run “oneiro weights import FILE”.
remedies-get_again = Get it again and run “oneiro weights import FILE”.
remedies-delete_it = Delete it. { $remedy }
remedies-ours_instead = Delete it, and the one that comes with Oneiro takes its place.
remedies-whole_file_again = Please get the whole file again, and import it.
remedies-whole_file_of_one = Please get the whole file of one of { $networks } as safetensors, and import it again.
remedies-name_all_ten = Please name all ten at once: oneiro weights import FILE FILE …
remedies-run_again = Run the command again; it goes on where it stopped.
remedies-smaller_rate_or_picture = Begin anew with a smaller --rate, or another picture.
remedies-smaller_rate_or_pictures = Begin anew with a smaller --rate, or other pictures.
remedies-smaller_batch = Take a smaller --batch or --size; that begins anew, with --anew.
remedies-delete_to_begin_anew = Delete it to begin anew.
remedies-fewer_pictures = Take at most { $most }; 200 to 1000 of one kind are plenty.
remedies-two_pictures_at_least = Learning to tell pictures apart takes two at least, and 200 or more do it well.
remedies-name_pictures = Name a folder of JPEG or PNG files.
remedies-install_skimage = Run “pip install scikit-image”.
remedies-fetch_packages = Fetch the packages that engine/assets/colour.md names into one folder.
remedies-ten_coloured = A memory takes ten pictures with colours or more; a hundred of one kind do well.

## formats
## The {format} of an UnsupportedPictureError.

formats-raw = a camera's raw file
formats-raw_of = a camera's raw file ({ $camera })
formats-jpeg_xl = a JPEG XL picture
formats-jpeg_2000 = a JPEG 2000 picture
formats-photoshop = a Photoshop file
formats-gimp = a GIMP file
formats-pdf = a PDF document
formats-postscript = a PostScript drawing
formats-openexr = an OpenEXR picture
formats-radiance = a Radiance HDR picture
formats-icon = an icon
formats-svg = an SVG drawing
formats-moving = a picture that moves
formats-cmyk = a picture in a printer's colours (CMYK)

## amounts
## How much a file holds, and how much it may.

amounts-size = { $width }x{ $height } px
amounts-far_too_many_pixels = far too many pixels
amounts-megapixels = { $megapixels ->
        [one] { $megapixels } megapixel
       *[other] { $megapixels } megapixels
    }
amounts-megapixels_a_frame = { $megapixels ->
        [one] { $megapixels } megapixel
       *[other] { $megapixels } megapixels
    } a frame
amounts-megabytes = { $megabytes } MB
amounts-megabytes_decoded = { $megabytes } MB decoded
amounts-seconds = { $seconds } s

## words

words-or = { $first } or { $last }
words-comma = { $first }, { $last }
words-it_has_none = it has none
words-none = none
words-all_black = all black

## notes
## What there is to know of a picture, or of what was made of it.

notes-bytes_missing = { $name } is not complete (its last bytes are missing); I took what is there.
notes-rows_missing = { $name } is not complete (the last { $percent } % of its rows are missing); I took what is there.
notes-several_pages = { $name } has several pages; I took the first.
notes-several_pictures = { $name } holds several pictures; I took its main one.
notes-moves = { $name } moves; I took its first frame.
notes-nothing_to_cut = I could not cut anything out cleanly, so it is the whole picture with round corners.
notes-grey_photo = It has no colours, so its dream has none either; colors “dream” gives it some.
notes-reference_unlike = Hardly anything in the other picture is like this one, so its colours are a guess.
notes-hint_nowhere = I do not see “{ $word }” in the photo, so nothing was coloured as it.
notes-plain_style = The style picture is one plain colour: there are no strokes in it to paint with. One with a pattern or brushwork gives more.
notes-small_style = The style picture is small ({ $width }x{ $height } px): a larger one gives finer strokes.
notes-blurred_style = The style picture is blurred: strokes will be weak. A sharper one paints better.
notes-mask_all_black = The mask is all black, so only the second style was used.
notes-mask_all_white = The mask is all white, so the whole photo was painted.
notes-mask_all_white_of_two = The mask is all white, so only the first style was used.

## terminal
## How an option that takes no value is told of at a terminal.

terminal-flag = { $flag } does not work: { $rule }.
