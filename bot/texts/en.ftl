### Every sentence that a person reads. Warm, short, plain; each says what to do next.
### { $facts } are filled in by the code; a test holds the keys and the code together. A key is
### written with dots in the code and with hyphens here. docs/LANGUAGES.md tells the rest.

## commands

commands-start = Begin here
commands-help = What I can do
commands-dream = Dream a photo
commands-style = Paint a photo in a style
commands-video = Paint or dream a film: /video dream, /video mosaic
commands-texture = A seamless texture from a picture
commands-zoom = A film that dreams its way into a photo
commands-paint = Your photo as brush strokes, and the film of them: /paint ink
commands-colorize = Colours for a black-and-white photo: /colorize car=red
commands-draw = Draw a thing from nothing: /draw volcano
commands-what = Name what is in a photo
commands-explain = Show what in a photo the network saw
commands-sticker = Cut a picture out as a sticker: /sticker as a reply to it
commands-today = Dream today’s theme, and see what it is
commands-queue = Where your pictures stand
commands-feed = What others show
commands-mine = What you show, and how to take it back
commands-mystyles = Your saved styles
commands-save_style = Save a picture as a style: answer it so
commands-premium = What the larger sizes give, and what they cost
commands-balance = Your credits
commands-promo = Credits for a code: /promo CODE
commands-gift = Give credits to somebody: /gift 50
commands-invite = Invite somebody: credits for both of you
commands-subscribe = Credits every month, and ahead in the line
commands-cancel = Stop your open pictures
commands-print = A result on canvas or paper: /print as a reply to it
commands-settings = How I am in this chat, and what is usual: /settings dream octaves=5
commands-language = The language that I speak
commands-refund = Give back what you paid for a picture you do not like
commands-terms = The terms of paid pictures
commands-privacy = What I keep of you
commands-delete_me = Delete all that I keep of you
commands-export = All that I keep of you, as a file
commands-support = Get help from a person
commands-paysupport = Help with a payment

## operator_menu
## In the menu of operators alone.

operator_menu-admin = For operators: queue, user, ban, refund, credit, broadcast, costs, feed, pause

## start

start-hello =
    Hello. I turn photos into art.

    Send me a photo and choose: Dream lets a neural network paint what it sees in it, Style paints it anew in the hand of another picture.

    Or tell me after it, in your own words: dream castle, style mosaic. It is free; /help tells the rest.

## help

help-text =
    Send a photo, then press Dream or Style. Or write a command as its caption, as a reply to a photo, or after one:

    /dream — dream it: /dream creatures, /dream cat and castle, /dream layer=inception_4c octaves=5 seed=3
    /dream guide — two pictures in one album: what the second holds appears in the first
    /dream live — in a group: one film that all of you steer
    /style — choose a style, or send the next picture to paint like it; /style swirls:2 mosaic:1 mixes two. Two pictures in one album, or one in answer to the other: the photo and its style
    /style ink colors=keep scale=150 faces — your photo's colours, large strokes, faces kept; /style ink mask paints only where a second picture is white
    An album under /style mosaic: each photo of it
    /video — paint or dream a film or GIF: /video mosaic, /video dream creatures
    /texture — a seamless texture in its manner: /texture, /texture swirls
    /zoom creatures — a film into its dream
    /paint — brush strokes, and the film of them: oil, gouache, ink, pencil, knife
    /colorize — colours for a grey photo: /colorize car=red, /colorize warm. Two pictures in one album: the grey one takes the other's colours
    /draw volcano, /draw рыбы, /draw un château — from nothing
    /draw volcano x4, /dream x4, /style x4 — four begun, to choose from
    /what — five things I see in it
    /explain — where in it I see them: /explain cat
    /sticker — cut out of a picture, in a pack of your own
    /today — the theme of the day, of your photo
    /print — on canvas or paper: reply to a result
    /queue — where your pictures stand
    /save_style /mystyles — styles of your own
    /feed /mine /premium /subscribe /balance /gift /promo /invite
    /cancel — stop your open pictures
    /settings dream octaves=5 — usual here from now on
    /language — which one I speak

    Under each result stands the command that makes exactly the same again.

    Dreams: { $presets }
    Styles: { $styles }

    Free: up to { $free_px } px, films of { $free_frames ->
        [one] { $free_frames } frame
       *[other] { $free_frames } frames
    }, { $free_s } s of your own films, { $free_jobs ->
        [one] { $free_jobs } result
       *[other] { $free_jobs } results
    } a day. Larger ones cost Stars; the price is always shown first. /refund /terms /privacy /export /delete_me /support /paysupport

## terms

terms-text =
    Free pictures cost nothing. A larger picture costs what stands on its button, once: Stars, or credits if you have enough of them. If it cannot be made, or you cancel it before it is done, what you paid comes back by itself; where fewer steps are made than you paid for, the rest comes back as credits. Credits pay for pictures here and for nothing else.

    Not what you wanted? For { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } after it came, the button under it or /refund gives back what you paid, for { $most ->
        [one] { $most } picture
       *[other] { $most } pictures
    } in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. The picture stays yours.

    A subscription costs its Stars each month until you stop it, in /balance or in Telegram's settings; what was paid lasts to the end of its month, and its credits stay yours.

    I do not keep your photos. A finished picture stays with me for { $keep_h ->
        [one] { $keep_h } hour
       *[other] { $keep_h } hours
    } so that you can fetch it in full size, then it is deleted; Delete removes it at once.

    A print is paid with money on the invoice, postage included. If it cannot be printed or sent, whoever runs this service gives the money back through the payment provider.

## privacy

privacy-text =
    I keep your Telegram id and language, what you ordered, paid, gave and were given, by whose invitation you came, and where your pictures lie at Telegram, never the pictures themselves. Each result stays for { $keep_h ->
        [one] { $keep_h } hour
       *[other] { $keep_h } hours
    } or until you press Delete. Orders, menus and where pictures lie are forgotten after { $history_days ->
        [one] { $history_days } day
       *[other] { $history_days } days
    }, unless something was paid for them. What you show with Show it anybody can look at, and copies of just that are kept until you take it back, here or in /mine. Of a picture that you save as a style I keep a copy until you delete it in /mystyles.

    None of the rest goes to anybody else, but of a print that you order the address: whoever prints and sends it is told it, I keep it for { $address_days ->
        [one] { $address_days } day
       *[other] { $address_days } days
    } after it arrived, and your bank stays with the payment provider.

    /export sends you all of it as a file; /delete_me deletes it.

## delete_me
## What is lost, the question, and how it was answered.

delete_me-in_private = Please write /delete_me to me in private. It is about all that I keep of you, in groups too.
delete_me-ask = Shall I delete all that I keep of you? Nobody can bring it back. With it go:
delete_me-credits = • your { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }
delete_me-subscription = • your subscription { $title }, paid until { $date }; Telegram takes no more Stars for it
delete_me-waiting = • what you wait for: { $jobs ->
        [one] { $jobs } picture
       *[other] { $jobs } pictures
    }. What you paid for it comes back
delete_me-results = • what I still have in full size: { $results ->
        [one] { $results } picture
       *[other] { $results } pictures
    }
delete_me-rest = • what you ordered, in groups too, your saved styles, settings and language, and where your pictures lie at Telegram
delete_me-prints = { $prints ->
        [one] { $prints } print of yours goes on: its address, file and order are kept until it has arrived or was paid back.
       *[other] { $prints } prints of yours go on: their addresses, files and orders are kept until they have arrived or were paid back.
    }
delete_me-stays = What stays: amounts that were paid, given or given back, with your Telegram number, as the books need them; that an invitation was rewarded; until midnight UTC how many pictures you had today; and a ban, if there is one.
delete_me-chat = The messages here are yours: you can delete them in Telegram.
delete_me-done = Done: all that I kept of you is deleted. If you come back one day, /start begins anew.
delete_me-kept = I have deleted nothing.
delete_me-old = That was a while ago. /delete_me asks once more.

## export

export-in_private = Please write /export to me in private. Others need not see what I keep of you.
export-caption = All that I keep of you: what-oneiro-holds.json, and { $files ->
        [one] { $files } file
       *[other] { $files } files
    } of pictures and films that I still have.
export-left_out = There was no room for { $files ->
        [one] { $files } more result
       *[other] { $files } more results
    }; Full size under each still sends it.
export-too_many = I make { $most ->
        [one] { $most } such file
       *[other] { $most } such files
    } within a day. Please try again tomorrow.

## regions
## For people who come before we are open to them, and /admin regions.

regions-closed = I am not open in your part of the world yet, so I cannot make anything for you now. What you paid and what is yours stays: /balance /refund /privacy
regions-noted = I will write to you once, when it opens.
regions-is_open = It is open by now. Send me a photo.
regions-opened = You waited for this: I am open to you now. Send me a photo and I will turn it into art. /help tells the rest.
regions-nobody = Nobody waits for an opening.
regions-waiting = { $language }: { $people ->
        [one] { $people } person waits
       *[other] { $people } people wait
    }
regions-waiting_open = { $language }: { $people ->
        [one] { $people } person is told these minutes
       *[other] { $people } people are told these minutes
    }

## support

support-text = Tell what happened and which picture it was: { $contact }. /help lists what I can do.
support-contact = write to the person who runs this bot
support-contact_named = write to { $contact }

## paysupport

paysupport-text =
    A paid picture that fails or is cancelled is paid back by itself, usually within a minute. One that is not what you wanted goes back by /refund, for { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } after it came.

    Something else wrong with a payment? Find the receipt in Telegram's settings under My Stars and tell its number: { $contact }. Telegram's own support cannot help with it.

## say

say-send_photo = Send me a photo or a short film and I will turn it into art. /help tells more.
say-unknown_command = I do not know { $command }. Send me a photo, or see /help.
say-unknown_command_near = I do not know { $command }. Did you mean { $near }?
say-reply_to_photo = Reply to a photo with { $command }, or send a photo with { $command } as its caption.
say-reply_to_film = Reply to a film with /video, or send a film with /video as its caption. A GIF is a film too.
say-texture_what = Reply to a picture with /texture, send one with /texture as its caption, or name a style: /texture swirls.
say-album_extra = I work on one picture at a time, so I took the first of your album.
say-album_extra_style = I took the first picture as the photo and the second as the style; the others wait for another time.
say-album_extra_mask = I took the first picture as the photo and the second as the mask; the others wait for another time.
say-album_extra_guide = I took the first picture as the photo and the second as the guide; the others wait for another time.
say-album_extra_colours = I coloured one of the first two pictures from the other; the rest wait for another time.
say-may_not_write = I may not write in { $chat }. Please ask an administrator there to let me send messages and pictures, or ask me here.
say-album_film = I make the photos of your album. For the film in it, reply to it with /video.
say-draw_what =
    Tell me what to draw: /draw volcano, /draw egyptian cat, /draw castle and fountain.

    I know animals and things by 20,000 names, as furniture, poodle or fruit; everyday ones in Russian, French and Italian too.
say-failed = Something went wrong on my side. Please try again in a minute.

## hands

hands-oil = Oil
hands-gouache = Gouache
hands-ink = Ink
hands-pencil = Pencil
hands-knife = Palette knife

## colours
## /colorize: where colours come from, and what is asked before.

colours-by_picture = from your other picture
colours-by_words = as you said
colours-by_itself = as they may have been
colours-ask = This photo has colours of its own. Shall I take them away and colour it anew?
colours-ask_pair = Both pictures have colours. Shall I take those of the first away, and give it the colours of the second?
colours-both_grey = Both pictures are without colours, so I colour the first by itself.

## names

names-photo = Your photo
names-style = Your style picture
names-guide = Your guide picture
names-reference = Your picture of colours
names-mask = Your mask
names-film = Your film
names-own_style = your picture
names-stars = { $stars } ⭐
names-credits = { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }
names-share = { $share } { $title }
names-mixed = { $first } + { $last }
names-dreamt = a dream
names-dreamt_as = a dream of { $kind }
names-channels = { $layer } channel { $channels }
names-random_classes = whatever comes to mind
names-instant_network = the instant network

## styles
## What the house styles are called on buttons and in sentences. A language that declines them gives
## their other forms as attributes, which sentences ask for: FORM($style, "genitive").

styles-swirls = Swirling strokes
styles-mosaic = Mosaic
styles-glass = Stained glass
styles-woodcut = Woodcut waves
styles-marble = Marbling
styles-dots = Pointillism
styles-ink = Ink wash
styles-cubist = Cubist planes

## dreams
## What the kinds of dream are called, likewise.

dreams-strokes = Brush strokes
dreams-carvings = Carvings
dreams-ornaments = Ornaments
dreams-fur = Fur and feathers
dreams-eyes = Eyes
dreams-neon = Neon
dreams-classic = Classic
dreams-carnival = Carnival
dreams-creatures = Creatures

## networks
## What our own networks are called in a sentence; all others have names of their own.

networks-embedded = Oneiro's own dream network
networks-embedded_style = Oneiro's small VGG

## prompt

prompt-ask = What shall I do with it?
prompt-ask_album = For a whole album, send it with /dream or /style mosaic as its caption. This is about the first of your album. What shall I do with it?
prompt-moving = It moves, so I take its first frame. { $ask }

prompt-film = A film of { $seconds } s. What shall I do with it?
prompt-film_long = A film of { $seconds } s; I take its first { $free_s } s. What shall I do with it?
prompt-film_album = I work on one at a time, so this is about the first of your album. { $ask }

## buttons

buttons-dream = Dream
buttons-style = Style
buttons-texture = Texture
buttons-strokes = Oil, ink or pencil
buttons-colour = Colour it
buttons-colour_anew = Colour it anew
buttons-paint_it = Paint it
buttons-more = More
buttons-softer = Strength −
buttons-bolder = Strength +
buttons-strength_now = × { $times }
buttons-strength_usual = usual
buttons-shallower = Depth −
buttons-deeper = Depth +
buttons-depth_now = { $depth } of { $most }
buttons-depth_usual = as it comes
buttons-finer = Strokes −
buttons-coarser = Strokes +
buttons-scale_now = { $percent } %
buttons-scale_usual = usual size
buttons-colours_style = Style's colours
buttons-colours_keep = Photo's colours
buttons-colours_match = Style recoloured
buttons-colours_luma = Light and dark only
buttons-faces = Keep faces
buttons-mask = Only a part
buttons-adjust = Adjust
buttons-mix = Mix
buttons-share = { $share } × { $title }
buttons-paint = Paint
buttons-to_styles = Back to the styles
buttons-guide = Guide picture
buttons-guide_chosen = ✓ Guide picture
buttons-chosen = ✓ { $title }
buttons-never_mind = Never mind
buttons-cancel = Cancel
buttons-again = Again
buttons-vary = Again ×4
buttons-stronger = Stronger
buttons-weaker = Weaker
buttons-full_size = Full size
buttons-delete = Delete
buttons-dream_it = Dream it
buttons-make_one = Make one yourself
buttons-bigger = Make it bigger
buttons-send_to_all = Send it to everybody
buttons-as_asked = As asked: { $what }
buttons-look = Earlier look
buttons-looks = Earlier looks
buttons-finished = Finished
buttons-round = As a round video
buttons-making = How it came to be
buttons-look_file = As a file
buttons-back = Back
buttons-group_language = Language: { $language }
buttons-group_language_each = Language: each in their own
buttons-group_ask_all = Who may ask: everybody
buttons-group_ask_administrators = Who may ask: administrators
buttons-group_spoiler_off = Veil pictures: no
buttons-group_spoiler_on = Veil pictures: yes
buttons-group_quiet_off = Quiet: no
buttons-group_quiet_on = Quiet: yes
buttons-group_day = Pictures a day: { $pictures }
buttons-group_day_any = Pictures a day: no limit
buttons-group_no_limit = No limit
buttons-group_done = Done
buttons-premium = { $title } · { $size } px · { $stars } ⭐
buttons-hd = { $title } · { $size } px · { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } · { $stars } ⭐
buttons-fewer_steps = − Steps
buttons-more_steps = + Steps
buttons-free = Free · { $what }
buttons-pay_credits = { $title } · pay with { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }
buttons-pack = { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } · { $stars } ⭐
buttons-take_back = Take it back
buttons-plan = { $title } · { $stars } ⭐ a month
buttons-plan_pay = Subscribe for { $stars } ⭐ a month
buttons-plan_stop = Stop the subscription
buttons-plan_go_on = Turn the subscription on again
buttons-dislike = Not what I wanted
buttons-refund_poor = It looks poor
buttons-refund_different = Unlike the small one
buttons-refund_mistake = Bought by mistake
buttons-refund_other = Something else
buttons-refundable = { $what }, { $time } UTC · { $amount }
buttons-print = Print
buttons-print_to = Send to { $country } — change
buttons-print_file = Make the file
buttons-print_buy = Order · { $price } and postage
buttons-export = Send me all of it
buttons-delete_me = Forget all of it
buttons-forget = Delete
buttons-keep_all = Keep
buttons-tell_me = Tell me when it opens

## menu

menu-hands = What shall I paint it with?
menu-dream = Choose a kind of dream, then press Dream.
menu-dream_send_photo = Choose a kind of dream, then send me the photo.
menu-dream_send_guide = Now send me the guide picture: what is in it will appear in the dream.
menu-dream_reply_guide = Now reply to this with the guide picture: what is in it will appear in the dream.
menu-chosen = Chosen: { $what }.
menu-kind_usual = the usual kind
menu-strength = strength × { $times }
menu-strength_usual = usual strength
menu-depth = depth { $depth }
menu-depth_usual = depth as it comes
menu-layer = layer { $layer }
menu-guided = led by your guide picture
menu-and_words = and your other words
menu-words_alone = I keep to what you said.
menu-style = Pick a style, or send me a picture to paint like.
menu-style_reply = Pick a style, or reply to this with a picture to paint like.
menu-film = Pick a style for your film, or send me a picture to paint it like.
menu-film_reply = Pick a style for the film, or reply to this with a picture to paint it like.
menu-style_send_photo = Pick a style, or just send me the photo first.
menu-style_then_photo = { $style } it is. Now send me the photo.
menu-style_paint = Press Paint, or pick another style.
menu-mix = Press two styles or more, once more for a larger share. Then press Paint.
menu-mix_then_photo = Press two styles or more, once more for a larger share. Then send me the photo.
menu-dials = Turn what you like, then go back and pick a style.
menu-dials_paint = Turn what you like, then press Paint.
menu-send_mask = Now send me the mask: a picture of your photo's shape, white where I shall paint and black where not. Of two styles the second goes where it is black.
menu-reply_mask = Now reply to this with the mask: a picture of your photo's shape, white where I shall paint and black where not. Of two styles the second goes where it is black.

## done

done-scale = strokes at { $percent } %
done-colours_keep = your photo's colours
done-colours_match = the style in your photo's colours
done-colours_luma = light and dark alone painted
done-palette = a palette of { $count }
done-faces = faces kept
done-region_person = only the person
done-region_background = only the background
done-mask = only where your mask is white
done-mask_two = two styles, parted by your mask

## live

live-head = Live dream · { $seconds } s of { $most } s
live-beginning = It begins …
live-wished = { $name } wished for { $what }.
live-coming = Next: { $what }, as { $name } wished.
live-how = Steer it with /dream creatures or /dream cat, castle: the last two things wished for hold. It ends { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } after the last wish, or with /dream stop.
live-ended_quiet = It ended: nobody wished for anything in { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. /dream live begins another.
live-ended_stopped = { $name } ended it. /dream live begins another.
live-ended_full = It ended: { $most } s is as long as it gets. /dream live begins another.
live-for_groups = A live dream is for groups: add me to one and say /dream live there. Here, send me a photo with /zoom.
live-already = { $name } has a live dream going here. Steer it with /dream creatures or /dream cat, castle.
live-none = No live dream is going here. /dream live begins one.
live-only_starter = Only { $name }, who began it, can stop it. It ends by itself { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } after the last wish.

## language
## /language: a person's own, or a group's by its administrators.

language-name = English
language-ask = Which language shall I speak with you?
language-ask_group = Which language shall I speak in this group? Its administrators choose.
language-telegrams = As in Telegram
language-each = Each in their own
language-chosen = I speak English here from now on.
language-as_telegram = I speak the language of your Telegram from now on.
language-as_each = I speak to each in their own language from now on.
language-administrators = Only the administrators of this group choose its language. Your own you choose in private: write /language to me there.

## profile
## What Telegram shows of the bot; and what oneiro telegram set-profile says of it at a terminal.

profile-name = Oneiro
profile-description =
    Send me a photo and I turn it into art: a dream of what a neural network sees in it, or a painting in the hand of another picture.

    Free to try. /help tells the rest.
profile-short_description = Turns your photos into dreams and paintings.
profile_part-name = name
profile_part-description = description
profile_part-short_description = short description
profile-same = { $language }: the { $what } is as it should be
profile-set = { $language }: the { $what } is now “{ $ours }”
profile-differs = { $language }: the { $what } is “{ $stands }”, which was left; ours is “{ $ours }”
profile-kept = To replace what was left: oneiro telegram set-profile --yes

## usual

usual-none =
    Nothing special is usual in this chat.

    /settings dream octaves=5 makes it so for every dream here that does not say otherwise; /settings dream reset ends that. It goes for every command: /settings style colors=keep.
usual-these =
    Usual in this chat, where nothing else is said:

    { $options }

    /settings dream octaves=5 adds to it, /settings dream reset forgets what is usual for a dream.
usual-administrators = Only the administrators of this group can change what is usual here. /settings shows it.
usual-not_these = Styles, pictures, the seed and what a film becomes belong to one picture: say them with { $command }. Everything else can be usual here.

## group
## /settings in a group: how it wants us, by its administrators; and what else there is in private.

group-title = { $title }:
group-language_each = I speak to each in their own language.
group-language_one = I speak English.
group-ask_all = Everybody may ask for pictures.
group-ask_administrators = Only administrators may ask for pictures.
group-spoiler_off = Pictures are shown at once.
group-spoiler_on = Pictures are veiled until you tap them.
group-quiet_off = While a picture is made, I tell how far it is.
group-quiet_on = I am quiet: 👀 under your message says that I am at it, and the picture comes as its answer. /cancel stops it.
group-day_any = There may be as many pictures a day as you like.
group-day_most = { $pictures ->
        [one] All of you together have { $pictures } picture a day; one that is paid for comes besides.
       *[other] All of you together have { $pictures } pictures a day; those that are paid for come besides.
    }
group-press = Press what you want to change. What is usual in an order you say in words:
group-ask_day = How many pictures may all of you have together in a day? Those that are paid for come besides.
group-administrators = Only the administrators of this group change its settings.
group-private = /language: the language that I speak with you. /privacy: what I keep of you. /balance: your credits. In a group, /settings has more for its administrators.

## flood
## To those who send more than anybody could by hand.

flood-person = You are faster than I am, so I passed over some of what you sent. Give me a minute, then go on.
flood-chat = There is more going on here than I can follow, so I passed over some of it. Give me a minute, then go on.

## queue

queue-yours = Your pictures: { $places }. Waiting in all: { $waiting }.
queue-place = number { $place } in the queue
queue-place_for = number { $place } in the queue (about { $time })
queue-place_paused = number { $place } in the queue (paused for a moment; it keeps its place)
queue-place_unserved = number { $place } in the queue (no painter for it is at work just now; it is kept until one comes)
queue-place_behind = number { $place } in the queue (after a picture that is being made now)
queue-place_behind_for = number { $place } in the queue (after a picture that is being made now: about { $time })
queue-running = one at { $percent } %
queue-running_for = one at { $percent } % (about { $time })
queue-none = You have nothing in the queue. Waiting in all: { $waiting }. Send me a photo to begin.

## times

times-seconds = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
times-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
times-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }

## cancel

cancel-none = You have nothing to cancel here. Send me a photo to begin.
cancel-done = Cancelled: { $count }.

## status

status-queued = In the queue: number { $place }.
status-queued_for = In the queue: number { $place }. Ready in about { $time }.
status-queued_paused = In the queue: number { $place }. Pictures are paused for a moment; yours keeps its place.
status-queued_unserved = In the queue: number { $place }. No painter for it is at work just now; your order is kept, and made when one comes.
status-queued_behind = In the queue: number { $place }. It waits for a picture that is being made now.
status-queued_behind_for = In the queue: number { $place }. It waits for a picture that is being made now. Ready in about { $time }.
status-running = { $percent } % done
status-running_for = { $percent } % done, about { $time } left
status-cancelled = Cancelled.
status-cancelled_refunded = Cancelled. Your { $stars } ⭐ are on their way back.
status-cancelled_credits_back = Cancelled. Your { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } back.
status-failed = { $reason }
status-failed_refunded = { $reason } Your { $stars } ⭐ are on their way back.
status-failed_credits_back = { $reason } Your { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } back.
status-order_stands = Your order stands: those who run this bot have its file made anew, or give your money back.
status-steps_cut = This machine had time for { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }.
status-ready = It is ready.

## caption

caption-dream = Dream · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } · { $network }
caption-style = Style · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } · { $network }
caption-style_instant = Style · { $what } · in one pass · { $width }×{ $height } px · { $network }
caption-draw = A drawing of { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } · { $network }
caption-dream_begun = Four dreams begun · { $what } · seeds { $seed } to { $last } · { $network }
caption-style_begun = Four paintings begun · { $what } · seeds { $seed } to { $last } · { $network }
caption-draw_begun = Four drawings begun · { $what } · seeds { $seed } to { $last } · { $network }
caption-choose = Press a number, and I make that one whole.
caption-not_begun = Could not be begun: { $numbers }.
caption-explain = Where it saw { $what } · { $method } · { $width }×{ $height } px · { $network }
caption-explain_seen = What the network saw:
caption-what = Told by { $network }.
caption-what_seen = I see:
caption-label = { $name } — { $percent } %
caption-zoom = Zoom · { $what } · { $frames ->
        [one] { $frames } frame
       *[other] { $frames } frames
    }, { $seconds } s · seed { $seed } · { $width }×{ $height } px · { $network }
caption-guided = Led by your guide picture.
caption-with = Chosen: { $what }.
caption-look = An earlier look.
caption-look_of = An earlier look, { $look } of { $looks }.
caption-paint = Strokes · { $what } · seed { $seed } · { $width }×{ $height } px
caption-paint_coloured = Strokes · { $hand } · colours: { $what } · seed { $seed } · { $width }×{ $height } px
caption-paint_over = Strokes · { $hand } · then style: { $what } · seed { $seed } · { $width }×{ $height } px
caption-colorize = Colours { $what } · seed { $seed } · { $width }×{ $height } px
caption-texture = Texture · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } · { $network }
caption-video = Film · { $what } · { $frames ->
        [one] { $frames } frame
       *[other] { $frames } frames
    }, { $seconds } s · seed { $seed } · { $width }×{ $height } px · { $network }
caption-video_instant = Film · { $what } · { $frames ->
        [one] { $frames } frame
       *[other] { $frames } frames
    }, { $seconds } s · in one pass · { $width }×{ $height } px · { $network }
caption-film_cut = This machine had time for the first { $frames } of { $wanted ->
        [one] { $wanted } frame
       *[other] { $wanted } frames
    }.
caption-film_part = These are the first { $seconds } s of { $whole } s.
caption-making = How it came to be.
caption-paid = Paid: { $amount }.
caption-paid_in_part = Paid: { $amount }; you have { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } of it again for steps that were not made.
caption-paid_back = Paid { $amount }, which went back.
caption-preview = A small preview of what you asked for: { $what }.
caption-exact = The same again:

## answer

answer-working = On it.
answer-sending = Here it comes.
answer-deleted = Deleted.
answer-cancelled = Cancelled.
answer-not_yours = This belongs to somebody else. Send me a photo of your own.
answer-too_late = That one has already ended.
answer-not_ready = That one is not ready yet.
answer-back_already = What you paid for it went back already, so there is nothing more to give back.
answer-refund_too_late = It came more than { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } ago, and this button gives back until then. A person can still look at it: /paysupport
answer-refund_too_many = { $most ->
        [one] { $most } picture
       *[other] { $most } pictures
    } in { $days ->
        [one] { $days } day
       *[other] { $days } days
    } is as much as this button gives back to one person. A person can still look at it: /paysupport
answer-old = This button no longer works. Send me the photo again.
answer-weakest = It does not get any weaker.
answer-strongest = It does not get any stronger.
answer-shallowest = It does not get any shallower.
answer-deepest = It does not get any deeper.
answer-finest = They do not get any finer.
answer-coarsest = They do not get any larger.
answer-most_styles = { $most ->
        [one] { $most } style is
       *[other] { $most } styles are
    } the most that mix.
answer-most_parted_styles = Only a part of the photo: that takes { $most ->
        [one] { $most } style
       *[other] { $most } styles
    } at most.
answer-looks_gone = The earlier looks are no longer kept. The command in the caption makes them again.
answer-making_gone = The film of how it came to be is no longer kept. The command in the caption makes it again.
answer-full_too_large = The full size is { $mb } MB and I can send { $limit_mb } MB at most.
answer-full_gone = The full size is no longer kept. The command in the caption makes it again.

## prices

prices-frames = { $frames ->
        [one] { $frames } frame
       *[other] { $frames } frames
    }
prices-seconds = { $seconds } s

## refund
## Not what I wanted, and /refund.

refund-ask = Your { $amount } go back to you, and the picture stays yours. Tell me with one press what was wrong with it, and that is all.
refund-done = Thank you for telling me. Your { $stars } ⭐ are on their way back, usually within a minute; Telegram says so here when they arrive. The picture stays yours.
refund-done_credits = Thank you for telling me. You have your { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } again, and the picture stays yours.
refund-kept = Nothing changes.
refund-which = Which one is not what you wanted? What you paid for it goes back, and the picture stays yours.
refund-none =
    Nothing of the last { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } is left to give back.

    Under each picture that you pay for stands Not what I wanted: for { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } after it came, it gives back what you paid, for { $most ->
        [one] { $most } picture
       *[other] { $most } pictures
    } in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. What fails or is cancelled is paid back by itself. Anything else: /paysupport
refund-dream = Dream
refund-style = Painting
refund-texture = Texture
refund-paint = Strokes
refund-draw = Drawing
refund-film = Film
refund-picture = Picture

## reduced
## What the free tier makes of a wish for more, and, on the button to those that give it, what that was.

reduced-size_px = Made at { $made } px: free pictures go up to that.
reduced-steps = Made in { $made ->
        [one] { $made } step
       *[other] { $made } steps
    }: free pictures take up to that.
reduced-frames = Made with { $made ->
        [one] { $made } frame
       *[other] { $made } frames
    }: free films have up to that.
reduced-seconds = Made of { $made } s: so much of a film is free.
reduced-snapshots = Kept { $made } of the earlier looks: so many are free.

## asked

asked-size_px = { $asked } px
asked-steps = { $asked ->
        [one] { $asked } step
       *[other] { $asked } steps
    }
asked-frames = { $asked ->
        [one] { $asked } frame
       *[other] { $asked } frames
    }
asked-seconds = { $asked } s
asked-snapshots = { $asked ->
        [one] { $asked } look
       *[other] { $asked } looks
    }

## print
## On canvas and paper.

print-how = Reply to a result of mine with /print, and I show you how it looks on canvas or paper.
print-cannot = That cannot be printed. Dreams, paintings, drawings and textures can, once they are done.
print-not_sold = That is not sold any more. Press Print under the picture once more.
print-choose = What shall it be printed on? Prices are in { $currency }, for sending to { $country }. Before you order I show a proof.
print-choose_off = What shall it be printed on? Nothing can be ordered here yet: I make a proof, and the file for a printer of your own.
print-choose_size = How large?
print-choose_country = Where shall it be sent?
print-what = { $title }, { $size }
print-size = { $short } × { $long } cm
print-price = { NUMBER($amount, minimumFractionDigits: 2) } { $currency }
print-price_whole = { NUMBER($amount) } { $currency }
print-lines = The red line is the edge of the print. The dark rim beyond it is bleed, { $bleed } mm of the picture mirrored, which is cut off or folded around the frame. Keep what matters within the white line, { $safe } mm from the edge.
print-hidden = Another shape than the picture's: { $percent } % of it lies beyond the edges.
print-sharp_as_it_is = At { $size } the picture as it is has all { $dpi } dpi.
print-soft_as_it_is = At { $size } the picture as it is has { $own } dpi and is enlarged to { $dpi }: soft from near, fine from across a room.
print-sharp_anew = At { $size }, this is up to { $dpi } dpi: it is painted anew for it, the same seed and choices, up to { $px } px large, and less where the machine has no room for that.
print-enlarged_anew = At { $size }, this is up to { $own } dpi: it is painted anew for it, the same seed and choices, up to { $px } px large, and less where the machine has no room for that. It is then enlarged to { $dpi } dpi.
print-file = The file of your print: { $what }, with { $bleed } mm of bleed.
print-file_px = { $width }×{ $height } px, { $dpi } dpi, sRGB.
print-file_enlarged = Of these { $own } dpi are painted; beyond that it is enlarged by { $times }.

## print_invoice

print_invoice-title = A print, { $size }
print_invoice-description = { $title }, { $size }, sent to { $country }. The ways to send it, with their prices, come with your address.
print_invoice-label = Print
print_invoice-shipping = { $title }, { $days }

## print_refused
## Why a print cannot be sent or paid; nothing was taken.

print_refused-expired = This offer is no longer good. Press Print under the picture once more. Nothing was taken.
print_refused-wrong_user = This invoice belongs to somebody else. Nothing was taken.
print_refused-wrong_amount = The price has changed. Press Print under the picture once more. Nothing was taken.
print_refused-already_paid = This one is already paid. For one more, press Order once more. Nothing was taken.
print_refused-other_country = This price is for another country. Press Print once more and choose where to send it. Nothing was taken.
print_refused-no_shipping = We do not send prints there. We send to: { $countries }.
print_refused-no_address = I need an address to send it to. Nothing was taken.
print_refused-banned = You cannot order here. Nothing was taken.
print_refused-gone = The picture is no longer here, so it cannot be printed. Nothing was taken.
print_refused-later = I cannot take orders right now. Please try again in a minute. Nothing was taken.

## print_state
## What a person is told as their order goes on.

print_state-paid = Thank you: { $price } came in. Your order is number { $number }: { $what }, by { $shipping }. I am making the file; a person looks at it before it is printed.
print_state-second = That invoice was paid before, so order { $number } is not made a second time. Whoever runs this service gives the { $price } back.
print_state-unknown = I do not know any more what those { $price } were for. They are noted as order { $number }, and whoever runs this service gives them back.
print_state-checked = Order { $number }: the file was looked at and is right.
print_state-sent = Order { $number } is with the printer.
print_state-posted = Order { $number } is on its way to you, by { $shipping }.
print_state-arrived = Order { $number } has arrived. Enjoy it.
print_state-refunded = Order { $number }: your { $price } were given back. It takes your bank a few days to show them.

## pay

pay-offer = The same picture, larger. The price stands on the button; you pay on the next screen.
pay-offer_dream = The same picture, larger. The price stands on the button; you pay on the next screen. A dream gains from the size, not from more steps: the fewest will do.
pay-offer_draw = The same drawing, larger. The price stands on the button; you pay on the next screen. A drawing gains from the size, not from more steps: the fewest will do.
pay-offer_zoom = The same film, larger and longer: { $lengths }. The price stands on the button; you pay on the next screen. A film gains from the size, not from more steps: the fewest will do.
pay-offer_video = Your film again, larger and more of it: { $lengths }. The price stands on the button; you pay on the next screen. A film gains from size and length, not from more steps: the fewest will do.
pay-title = A larger picture
pay-title_zoom = A larger and longer film
pay-description = The same picture with the same seed at { $size } px, in up to { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }. Paid back by itself if it cannot be made.
pay-description_draw = The same drawing with the same seed at { $size } px. Paid back by itself if it cannot be made.
pay-description_zoom = The same film with the same seed at { $size } px, of { $frames ->
        [one] { $frames } frame
       *[other] { $frames } frames
    }, in up to { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } each. Paid back by itself if it cannot be made.
pay-description_video = Your film with the same seed at { $size } px, up to { $seconds } s of it. Paid back by itself if it cannot be made.
pay-label = { $size } px picture
pay-label_zoom = { $size } px film
pay-comes_back = I cannot make that picture any more, so your { $stars } ⭐ come back by themselves. Send me the photo to begin anew.
pay-comes_back_banned = I take no payments from you, so your { $stars } ⭐ come back by themselves.
pay-paid_twice = This one was already paid, so your { $stars } ⭐ of the second time come back by themselves.
pay-already_paid = This one is already paid. Nothing was taken again.
pay-preview = The small preview above costs nothing, and you need not wait for it.
pay-no_preview = There is no small preview of it now: you have had as many free pictures as one person can today, or too many still wait.
pay-or_credits = Or pay at once with credits: you have { $credits }.
pay-paid_credits = Paid with { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }.
pay-title_pack = { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }
pay-description_pack = A pack of { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }. One credit pays what one Star pays, by one press under a larger picture.
pay-pack_paid = { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } yours, for { $stars } ⭐. They pay for larger pictures by one press; /balance shows them.
pay-pack_comes_back = I cannot give you that pack any more, so your { $stars } ⭐ come back by themselves. /balance shows what there is.
pay-plan_begun = { $title } is yours: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } now and each month, and your pictures stand further ahead in the line. On { $date } Telegram takes { $stars } ⭐ for the next month, unless you stop it; /balance does that.
pay-plan_another = Another month of { $title }, until { $date }: { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } yours, for { $stars } ⭐.
pay-had = You have bought just this one already, so it costs nothing: here it is once more.
pay-had_back = You had bought just this one before, so what you paid for it comes back by itself.

## pay.plan_back

pay-plan_back-unknown = I do not know that subscription any more, so your { $stars } ⭐ come back by themselves. /subscribe shows what there is.
pay-plan_back-banned = I do not work for you any more, so your { $stars } ⭐ come back by themselves and I stop the subscription.
pay-plan_back-second = You have a subscription already, so your { $stars } ⭐ for a second one come back by themselves and I stop that one.
pay-plan_back-ended = That subscription has ended, so your { $stars } ⭐ come back by themselves. /subscribe begins a new one.

## pay.refused

pay-refused-expired = This offer is no longer good. Press Make it bigger once more. Nothing was taken.
pay-refused-wrong_user = This invoice belongs to somebody else. Nothing was taken.
pay-refused-wrong_amount = The price has changed. Press Make it bigger once more. Nothing was taken.
pay-refused-already_paid = This one is already paid. Nothing was taken again.
pay-refused-banned = I take no payments from you any more. Nothing was taken.
pay-refused-gone = The picture is no longer here, so I cannot enlarge it. Nothing was taken.
pay-refused-pack_expired = That pack is not sold any more, or not at this price. /balance shows what there is. Nothing was taken.
pay-refused-plan_expired = This subscription is not sold any more, or not like this. /subscribe shows what there is. Nothing was taken.
pay-refused-subscribed = You have a subscription already; /balance shows it. Nothing was taken.
pay-refused-used_up = You have had as much of these as one person can today, or too many still wait. Please try again later, at the latest after midnight UTC. Nothing was taken.
pay-refused-later = I cannot take payments right now. Please try again in a minute. Nothing was taken.

## balance

balance-none = You have no credits. One credit pays what one Star pays, by one press under a larger picture.
balance-credits = You have { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }. One credit pays what one Star pays, by one press under a larger picture.
balance-held = Besides: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } for what is being made. What is not made comes back.
balance-given = Besides: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } in gifts that nobody has opened yet. After a week they come back.
balance-entries = The last of them:
balance-line = { $date }  { $amount }  { $what }
balance-with_note = { $what }: { $note }
balance-of_people = Credits belong to people. Please ask as yourself, or write to me in private.

## plan

plan-offer = { $title }: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } each month for { $stars } ⭐, and your pictures stand further ahead in the line, free ones too. It renews each month until you stop it, with one press in /balance; what you have by then stays yours.
plan-description = { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } each month, and your pictures stand further ahead in the line. Stop it at any time: credits stay yours.
plan-none = There is no subscription here. /balance shows your credits.
plan-renews = { $title }: on { $date } the next month begins, with { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } for { $stars } ⭐.
plan-ends = { $title }: it lasts until { $date } and ends then.
plan-is_due = { $title }: the month of { $date } is not paid yet. It goes on as soon as Telegram has your { $stars } ⭐.
plan-stopped = Stopped: nothing more is taken. { $title } lasts until { $date }, and your credits stay yours.
plan-may_go_on = { $title } may go on after { $date }. Turn it on at Telegram now: Settings, My Stars, the subscription, Renew.
plan-not_this = This button no longer works: that subscription has ended. /balance shows what you have.
plan-at_telegram = Telegram does not let me do that now. You can: Settings, My Stars, the subscription.
plan-lapsed = { $title } was paid until { $date } and Telegram got no Stars for another month, so it has ended. Your credits stay yours; /subscribe begins it again.
plan-ended = { $title } has ended on { $date }, as you wished. Your credits stay yours; /subscribe begins it again.
plan-forgotten = As you had everything deleted, I have stopped your subscription: nothing more is taken for it.

## balance.entry

balance-entry-sold = bought for Stars
balance-entry-subscription = from your subscription
balance-entry-promo = by a code
balance-entry-invitation = for an invitation
balance-entry-style_use = for pictures of others in your styles
balance-entry-operator = from whoever runs this bot
balance-entry-shortfall = for steps that were paid and not made
balance-entry-gift_given = put into a gift
balance-entry-gift_back = a gift that came back
balance-entry-gift_received = a gift to you
balance-entry-paid = for a larger picture
balance-entry-back = back, for what was not made
balance-entry-withdrawn = gone back with the Stars that they were bought for
balance-entry-forfeited = deleted with all else

## promo

promo-off = There are no codes here at the moment. /balance shows your credits.
promo-usage = Write the code behind it: /promo CODE.
promo-given = { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } yours. /balance shows them.
# What oneiro promo says to an operator.
promo-created = { $code } is worth { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } to each of { $uses ->
        [one] { $uses } person
       *[other] { $uses } people
    }, to the end of { $until } (UTC). With [promo] enabled in the file of tiers it can be used at once.
promo-ended = { $code } is over now. What it gave stays.
promo-counts = { $code }  { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }, { $used } of { $uses ->
        [one] { $uses } use
       *[other] { $uses } uses
    }, until { $until }
promo-over = { $code }  { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }, { $used } of { $uses ->
        [one] { $uses } use
       *[other] { $uses } uses
    }, over
promo-no_codes = There are no codes. oneiro promo create makes one.

## promo.refused

promo-refused-unknown = I do not know that code. Please look whether it is written so.
promo-refused-over = That code is over.
promo-refused-used_up = That code was used by as many people as it was for.
promo-refused-had = You have had the credits of that code. /balance shows them.

## gift

gift-usage = Say how many credits: /gift 50. You get a link, and whoever opens it first has them.
gift-made = Put aside: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }. Forward the next message to whoever shall have them; the first to open its link does. If nobody has by { $until }, they come back to you.
gift-message = A gift for you: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } for pictures made by me. Open this until { $until }: { $link }
gift-was_opened = Your gift of { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } was opened.
gift-taken_back = The gift is yours again: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }. Its link no longer works.
gift-came_back = Nobody opened your gift, so it is yours again: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }.
gift-from_operator =
    { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } yours, from those who run this bot: { $reason }

    Make it bigger under a picture is what credits pay; /balance shows them.
gift-not_open = That gift was opened, or has come back to whoever gave it.

## gift.opened

gift-opened-received = A gift for you: { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } yours. Send me a photo to begin; Make it bigger under a picture is what credits pay.
gift-opened-yours = That gift is yours already: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }. /balance shows them.
gift-opened-own = That is your own gift: { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }. Forward the message to somebody; or take it back by its button.
gift-opened-gone = That gift was opened by somebody else, or is over.

## invitation

invitation-off = There are no invitations here at the moment. To give credits to somebody there is /gift.
invitation-link =
    Your invitation: { $link }

    Who comes by it for the first time gets { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } when their first picture is there, and so do you: for { $per_person ->
        [one] { $per_person } person
       *[other] { $per_person } people
    } in all, { $per_day } a day at most.
invitation-arrived = You came by an invitation: when your first picture is there, both of you get { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }.
invitation-rewarded = Your first picture is there, and you came by an invitation: { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } yours. /balance shows them.
invitation-brought = Somebody whom you invited has their first picture: { $credits ->
        [one] { $credits } credit is
       *[other] { $credits } credits are
    } yours. /balance shows them.

## errors
## Our own errors, by their class. Those of the engine stand in its own texts.

errors-SettingsError = { $name }: { $problem }. { $remedy }
errors-NotAPictureError = I work with pictures and films. Please send a photo or a film, or one as a file: JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF, BMP, MP4, MOV, WebM, MKV or AVI.
errors-FilmNotPhotoError = That is a film, and { $command } works on a photo. Films are for /video: /video dream, or /video mosaic.
errors-FilmNotColouredError = I do not colour films. Stop it where you like it best, take a screenshot, and send me that with /colorize.
errors-OwnColoursError = This photo has colours of its own. Say /colorize recolour, and I take them away first.
errors-NotAFilmError = /video works on a film. Please send one: a video, a GIF or a file in MP4, MOV, WebM, MKV or AVI. For a photo there are /dream and /style; /zoom makes a film of one.
errors-PictureGoneError = I cannot find that picture any more. Please send it again.
errors-StorageChatError = I cannot bring pictures to other chats just now, and my operator has to look at it. In our own chat I can make it for you.
errors-NotStartedError = I have nowhere to put the picture yet. Open { $link }, press Start once, and ask here again.
errors-StyleGoneError = That style is not there any more: its maker deleted it, or shares it no more. Choose another one: /style
errors-TooHeavyToOpenError = { $name } takes more memory or time to open than I can give it. Please send a smaller one, or save it in another format.
errors-UnreadableRowError = That was made by another version of me, and I cannot read it. It is kept, and whoever runs this service was told.
errors-AlreadyAskedError = I am already making that one.
errors-FilmTooLargeError = The film came to { $mb } MB and I can send { $limit_mb } MB at most. Please ask for fewer frames or a smaller size.
errors-FilmTooLargeToShowError = This film has { $mb } MB, and { $limit_mb } MB at most can stand in the feed. Please make a shorter or a smaller one, and show that.
errors-CaptionTooLongError = That is more than fits under a picture. Please shorten your words: fewer names, or fewer digits.
errors-DailyLimitError = Your { $jobs ->
        [one] { $jobs } free picture for today is
       *[other] { $jobs } free pictures for today are
    } used up. New ones come tomorrow, at midnight UTC. Or press Make it bigger under a picture; larger ones always go.
errors-GroupLimitError = This group has had its { $pictures ->
        [one] { $pictures } picture for today
       *[other] { $pictures } pictures for today
    }; its administrators set that. New ones come tomorrow, at midnight UTC. In private I make more for you.
errors-OnlyAdministratorsError = In this group only its administrators ask me for pictures. In private I make yours: write to me there.
errors-RenderTimeLimitError = You have had the { $seconds } s of free work that I can give one person a day. More comes tomorrow, at midnight UTC. Or press Make it bigger under a picture; larger ones always go.
errors-WaitingLimitError = { $jobs ->
        [one] { $jobs } of your pictures waits
       *[other] { $jobs } of your pictures wait
    } already, and no more can at once. Ask again when one is done, or press Cancel under one that can go.
errors-MayNotShowError = I may not send pictures, films or files in this chat. Please ask an administrator to allow it, or write to me in private.
errors-UndeliveredError = I could not deliver the picture, since this chat was closed to me.
errors-NotReadableError = { $problem }
errors-NotEnoughError = That costs more credits than there are. /balance shows them.
errors-PromoCodeError = { $code }: { $problem }
errors-NoSuchPrintError = There is no order { $number }. oneiro prints list names those that there are.
errors-PrintStateError = Order { $number } is { $state }; after that it can only be: { $nexts }.
errors-PrintFileGoneError = There is no file of order { $number }: it is still being made, or could not be. Look with: oneiro prints show { $number }. To have it made anew: oneiro prints again { $number }
errors-PrintNotAgainError = The file of order { $number } is not made anew: it is being made, or the order, which is { $state }, is past that. Look with: oneiro prints show { $number }.
errors-NoSuchJobError = There is no job { $job_id }. Jobs are forgotten some time after they end: oneiro jobs lists those that are known.
errors-BackupError = { $file }: { $problem }
errors-QueueError = The queue is not reachable right now. Your picture waits and will be made.
errors-ResultsAwayError = I cannot reach the place where finished pictures lie right now. Please try again in a minute.
errors-NotBookedError = I could not book your payment yet. It is safe, and I go on trying by myself.
errors-StorageError = I cannot remember anything right now. I will go on with this as soon as I can.

## chat_errors
## What a person in a chat can do about them is another thing than at a terminal.

chat_errors-ClipTooLongError = { $name } lasts { $length }; at most { $limit } are taken whole. Please cut it, or say seconds=10 for its beginning.
chat_errors-OptionError = { $option }={ $value } does not work: { $rule }. /help shows examples.
chat_errors-WeightsError = The network { $network } is not ready: { $problem }. Leave out network= to use one that is.
chat_errors-SettingsError = I am not set up properly. The person who runs me has been told in the log.

## rules
## The {rule} of an option that only a chat has, or that a chat speaks of in its own way.

rules-part_of_photo = a part of the photo takes one style or two
rules-painted_or_dreamt = a film is painted in a style or dreamt, not both
rules-kinds_of_dream = kinds of dream are for /video dream
rules-no_instant_dream = it is for painting; a dream has no short way
rules-one_instant = what is painted at once comes out the same each time; leave out instant, or x4
rules-after_live = after it comes what to begin with: things or a kind of dream, as /dream live cat

## amounts

amounts-too_many_bytes = too many bytes

## settings
## The {name}, {problem} and {remedy} of a SettingsError, which whoever runs us reads at a terminal.

settings-all = The settings
settings-database = The database
settings-port = Port { $port }
settings-port_of = Port { $port } of { $host }
settings-metrics_port = Port { $port } of { $host } ({ $setting })
settings-place = { $file }, { $place }
settings-first_tier = the first tier

## problems

problems-not_set = it is not set
problems-no_library = it needs { $library }, which is not installed
problems-no_sentinels = it is no redis+sentinel://host:26379,host:26379/name/0
problems-no_such_setting = there is no such setting
problems-unreadable = cannot be read ({ $why })
problems-is_file = { $file } is a file
problems-folder_not_writable = { $folder } cannot be written to ({ $why })
problems-already_runs = Oneiro already runs on { $folder } (process { $pid })
problems-path_too_long = its path is too long for a socket, and { $short } is somebody else's
problems-other_tables = its tables are of another version ({ $version })
problems-older_tables = its tables are too old for this version ({ $version })
problems-port_taken = it is taken by another program
problems-port_not_to_be_had = it cannot be taken
problems-no_redis = no redis-server or valkey-server was found on this machine
problems-did_not_start = { $program } did not start
problems-unknown_token = Telegram does not know it
problems-no_local_token = the local Telegram needs a token to know the bot by
problems-no_first_tier = it must be there and cost nothing
problems-only_first_is_free = only the first tier can be free
problems-less_than = it allows less than [{ $tier }]
problems-no_tier = a tier is a table with a short name in small letters
problems-no_defaults = it must be a table of arts
problems-no_art = it must be a table, for one of { $arts }
problems-no_such_key = there is no such key; there are { $keys }
problems-title = it must be a text of 1 to { $most ->
        [one] { $most } character
       *[other] { $most } characters
    }
problems-number_list = it must be a list of numbers
problems-one_number_or_two = it must be one number or [least, most]
problems-least_first = the least comes first
problems-whole_number = it must be a whole number from { $low } to { $high }
problems-packs = it must be a list, of { $most ->
        [one] { $most } pack
       *[other] { $most } packs
    } at most
problems-just_keys = it must be a table of just these: { $keys }
problems-yes_or_no = it must be true or false
problems-day_is_over = that day is over
problems-no_day = it must be a day, as 2026-12-31
problems-code_letters = a code has 3 to 32 letters from a to z, digits, - and _
problems-code_exists = there is or was such a code
problems-no_such_code = there is no such code that still counts
problems-no_table = it must be a table with something in it
problems-no_list_of_tables = it must be a list of tables, one at least
problems-text_list = it must be a list of texts
problems-no_material = a material is a table with a short name in small letters
problems-no_country = a country is a table with the two capital letters of its code
problems-no_such_country = it must be one of the countries
problems-no_prices = nothing is sold there
problems-print_size = a size is two whole numbers of cm up to { $most }, the smaller first, such as 30x40
problems-print_pixels = { $size } with its bleed comes to more megapixels than { $megapixels }; lower dpi
problems-currency = it must be the three capital letters of a currency, such as EUR
problems-shipping_name = it must be a short name in small letters that no other way has

## remedies

remedies-see_doctor = See doctor.
remedies-see_file = See { $file }.
remedies-see_all_settings = See .env.example for all settings.
remedies-see_comments = The comments of { $file } say what fits.
remedies-run_everything = Or run everything: oneiro up.
remedies-name_redis = Name the Redis that the bot uses, or run everything at once: oneiro up.
remedies-name_a_folder = Name a folder.
remedies-another_folder = Name another folder with --data-dir.
remedies-stop_it_first = Stop it first, or name another folder with --data-dir.
remedies-shorter_path = Name a folder with a shorter path.
remedies-metrics_port = Set { $setting } to a free port, to 0 for any free one, or unset it.
remedies-another_port = If another program has it, choose another port.
remedies-choose_port = Choose another with --port.
remedies-install_redis = Install one (Debian: apt install redis-server; macOS: brew install redis) or point ONEIRO_REDIS_URL at one.
remedies-see_log = It tells why in { $file }.
remedies-update = Update Oneiro, or name another ONEIRO_DATA_DIR or ONEIRO_DATABASE_URL.
remedies-migrate = Bring them up to date first: oneiro migrate
remedies-install_for_buckets = Install it: pip install 'oneiro[s3]'.
remedies-get_token = Get one from @BotFather, or try everything without: oneiro up.
remedies-make_token = `oneiro up` makes one; by hand any will do, such as 1000000:local.
remedies-copy_token = Copy it again from @BotFather.
remedies-check_token = Check ONEIRO_BOT_TOKEN and the network.
remedies-public_address = Telegram wants a public https address on port 443, 80, 88 or 8443.

## health
## What /readyz says of each part of a process.

health-sql = SQL answers.
health-sql_away = SQL does not answer: is the database up, and ONEIRO_DATABASE_URL right?
health-redis = Redis answers.
health-redis_away = Redis does not answer: is it up, and ONEIRO_REDIS_URL right?
health-telegram = Telegram answers.
health-telegram_away = Telegram does not answer: are the network and ONEIRO_TELEGRAM_URL right?
health-last_render_away = SQL does not answer, so nobody knows.
health-no_render = Nothing has been rendered yet.
health-last_render = The last render ended { $seconds } s ago.
health-no_renderer = The render process ended, and another one does not stand yet: see this worker's log.
health-render_failed = The last render failed { $seconds } s ago: see this worker's log.
health-late = No answer within { $seconds } s.

## supervisor
## What `oneiro up` says at a terminal.

supervisor-ready =
    Oneiro is ready.

      chat     { $address }
      dreams   { $dream } on { $device }
      styles   { $style } on { $device }
      data     { $data_dir }
supervisor-larger_network = A larger network dreams richer pictures: oneiro weights fetch googlenet
supervisor-stop = Ctrl-C stops everything.
supervisor-killed = { $name } was killed by { $signal }; starting it again in { $seconds } s
supervisor-ended = { $name } ended with { $code }; starting it again in { $seconds } s

## overview
## What `oneiro status` says at a terminal, and /admin to an operator in the chat.

overview-head = Oneiro on { $folder }, { $time } UTC
overview-stop = Ctrl-C ends this view.
overview-nothing_runs = Nothing runs on { $folder }. To begin: oneiro up
overview-redis_away = Redis does not answer ({ $why }). Check ONEIRO_REDIS_URL.
overview-no_worker = No worker is there: nothing is rendered.
overview-unserved = No worker at work serves the pool { $pool }, in which jobs wait: { $count }. Start one, or see ONEIRO_POOLS of those that are there.
overview-no_database = There is no database at { $file } yet: the first oneiro up makes one.
overview-no_tables = The database is empty: the first oneiro up or oneiro bot sets it up.
overview-other_tables = The tables of the database are of version { $found }, and this Oneiro reads { $known }: oneiro up brings older ones up to date, newer ones need a newer Oneiro.
overview-database_away = The database does not answer ({ $why }).
overview-queue = queue     { $tier }: { $count } { $state }, the oldest for { $age }
overview-queue_empty = queue     empty
overview-waits = waited    { $tier }: half of today's at most { $p50 }, 95 % at most { $p95 }
overview-cost = seconds   { $art } in { $tier } on { $device }: { $seconds } s today, { $renders ->
        [one] { $renders } render
       *[other] { $renders } renders
    }
overview-no_cost = seconds   nothing was rendered today
overview-failures = failures  { $count } today
overview-failures_of = failures  { $count } today: { $by_error }
overview-stars = Stars     { $came } came in today, { $went } went back
overview-earned = earned    { $product }: { $stars } ⭐ and { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } today, less what went back
overview-margin = margin    { $margin } ⭐ today: { $stars } ⭐ earned, { $cost } ⭐ for { $seconds } s of rendering
overview-worker = worker    { $name } on { $device } for { $pools }: { $what }
overview-idle = idle
overview-renders = { $art } in { $tier }, { $percent } % (job { $job_id })

## job
## What `oneiro jobs` and `oneiro job` say at a terminal.

job-none = There are no such jobs.
job-line = { $job_id }  { $at }  { $art } in { $tier } for { $user_id }: { $state }, { $seconds } s rendered

## premium
## What /admin says to an operator in the chat.

premium-tier = { $title }: up to { $size } px, { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } at most · { $price }
premium-free = free
premium-how = Above: one dream in each of these sizes. Make a free picture first, as often as you like; Make it bigger under it shows the price of the very same one, larger. Nothing is taken before you pay that invoice, and /refund gives it back if you do not like it.

## ledger

ledger-clean = The ledger is right: { $transfers ->
        [one] { $transfers } transfer
       *[other] { $transfers } transfers
    }, { $accounts ->
        [one] { $accounts } account
       *[other] { $accounts } accounts
    }, { $charges ->
        [one] { $charges } charge
       *[other] { $charges } charges
    }.
ledger-unbalanced = Transfer { $transfer } has not two entries of its amount.
ledger-broken = Account { $account }: entry { $entry } does not go on from the one before it.
ledger-balance = Account { $account }: the balance is { $balance }, its entries come to { $entries }.
ledger-sum = All accounts in { $currency } come to { $sum } together; they should come to 0.
ledger-misplaced = Charge { $charge_id } ({ $state }) stands at { $where } in the ledger, and should stand at { $expected }.
ledger-gift_not_held = { $hold } is not pending, and its gift is open.
ledger-gift_not_open = { $hold } is pending, and there is no open gift of it.
ledger-overdue = { $hold } has been pending for longer than anything takes.
ledger-agrees = The ledger is right, and Telegram holds what it says.
ledger-busy = Another process is at it. Ask again in some minutes.
ledger-empty = Nothing stands in the ledger.
ledger-differs = The ledger does not agree with what it should:
ledger-telegram = Telegram says that it holds { $telegram } ⭐ for this bot; by the ledger these are { $ledger } ⭐.

## print_orders
## What oneiro prints tells an operator, and the sheet for a printer.

print_orders-none = Nothing was ordered yet.
print_orders-line = { $number }  { $at }  { $state }  { $what }  { $price }  { $country }
print_orders-no_file = none
print_orders-written = Written: { $file }
print_orders-again = The file of order { $number } is made anew, as soon as its turn comes. Look with: oneiro prints show { $number }.

## sheet

sheet-title = Print order { $number }
sheet-bleed = Bleed
sheet-file = File
sheet-checksum = SHA-256
sheet-paid = Paid
sheet-shipping = Shipping
sheet-address = Address
sheet-no_address = (deleted)
sheet-letters = Some letters cannot be drawn here: oneiro prints show { $number } has them.

## admin

admin-usage =
    /admin queue — what waits, and today's waits, failures and Stars
    /admin user ID — a person, in counts
    /admin ban ID reason — read nothing more of a person or chat; /admin unban ID
    /admin refund CHARGE — give back what was paid by a charge
    /admin credit ID COUNT reason — give a person credits, and tell them the reason
    /admin broadcast WORDS — tell everybody, after a button; without words: how the last one goes
    /admin costs — today's seconds, Stars and earnings, by art, product and person
    /admin regions — how many wait for an opening, by language
    /admin feed — what was reported in the feed: keep it or take it out
    /admin poll CHAT — ask a chat for tomorrow’s theme
    /admin pause — workers take nothing more; /admin resume
admin-workers = Workers: { $count }
admin-is_paused = Paused: workers take nothing until /admin resume.
admin-user =
    { $user_id }, language { $language }, first here { $since }, last { $last }
    jobs: { $jobs }
    { $stars } ⭐ paid and kept, { $seconds } s rendered today
admin-is_banned = Banned: { $reason }
admin-banned = { $user_id } is banned: nothing more of them is read. What they ordered before is made.
admin-unbanned = { $user_id } is not banned.
admin-no_ban_of_operators = That is an operator: take them out of ONEIRO_OPERATORS first.
admin-no_charge = There is no charge { $charge_id }. `oneiro job ID` and /paysupport receipts name them.
admin-refund_due = { $stars } ⭐ are on their way back to { $user_id }.
admin-refunded = { $stars } ⭐ went back to { $user_id } before.
admin-refunded_credits = { $user_id } has { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } again.
admin-had_credits_back = { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } of that charge went back to { $user_id } before.
admin-credited = { $user_id } has { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    } more: { $balance } in all.
admin-broadcast_ask = What you wrote after /admin broadcast goes to { $people ->
        [one] { $people } person
       *[other] { $people } people
    }.
admin-broadcast_begun = It goes out now, little by little. /admin broadcast tells how far it is.
admin-broadcast_goes_on = The last one goes on: { $sent ->
        [one] { $sent } has
       *[other] { $sent } have
    } it, { $failed } could not be reached.
admin-broadcast_done = The last one is done: { $sent ->
        [one] { $sent } has
       *[other] { $sent } have
    } it, { $failed } could not be reached.
admin-cost = { $user_id }: { $seconds } s in { $renders ->
        [one] { $renders } render
       *[other] { $renders } renders
    }
admin-stars = { $user_id }: { $stars } ⭐
admin-paused = Paused: what is rendered now is finished, nothing more is taken, and orders stand in line.
admin-resumed = Workers take jobs again.

## spans

spans-seconds = { $seconds } s
spans-minutes = { $minutes } min
spans-hours = { $hours } h

## migrate
## What `oneiro migrate` says at a terminal.

migrate-created = The tables are there now ({ $new }).
migrate-upgraded = The tables are of version { $new } now; they were of { $old }.
migrate-up_to_date = The tables are up to date ({ $new }).
migrate-newer = The tables are a newer version's ({ $old }), and this version works on them; nothing was changed.

## backup
## What `oneiro backup` and `oneiro restore` say at a terminal.

backup-made = { $file } holds the database ({ $version }) and the index of { $results ->
        [one] { $results } result
       *[other] { $results } results
    }.
backup-restored = { $folder } is as it was at { $made_at }.
backup-use_pg_dump = The database is a Postgres, which has its own: pg_dump --format=custom --file='{ $file }' "$ONEIRO_DATABASE_URL"
backup-use_pg_restore = The database is a Postgres, which has its own: pg_restore --no-owner --dbname="$ONEIRO_DATABASE_URL" '{ $file }'
backup-not_empty = { $folder } is not empty, and nothing of it is overwritten. Name an empty or a new folder with --data-dir.
backup-newer = It was made by a newer Oneiro (tables { $version }, this one knows { $known }). Update Oneiro first.
backup-damaged = It is damaged or no backup of Oneiro. Nothing was changed.
backup-no_copy = The database could not be copied ({ $why }).

## doctor
## What `oneiro doctor` says at a terminal.

doctor-writable = { $folder } is writable, { $gigabytes } GB free
doctor-free_space = Free some space, or name another --data-dir.
doctor-results = { $place }: results are kept and found there
doctor-results_away = { $place }: results cannot be kept there ({ $why })
doctor-migrated = { $database }: migrated, and it answers
doctor-jobs_aside = { $jobs ->
        [one] { $jobs } job
       *[other] { $jobs } jobs
    } set aside that it cannot read, { $paid } of them paid
doctor-older_version = The version of Oneiro that made them reads them; the log names each.
doctor-updates_aside = updates set aside: { $updates }
doctor-see_updates = The log of the chat process says why: "an update was set aside". They lie in the table updates as they came; a newer Oneiro may read them.
doctor-own_redis = Redis { $version } (its own, tried and stopped)
doctor-redis = Redis { $version } (at ONEIRO_REDIS_URL)
doctor-no_token = no ONEIRO_BOT_TOKEN: `oneiro up` brings a local Telegram
doctor-token = the token is @{ $username }'s
doctor-guests_off = Guest mode is off: in @BotFather, Bot Settings, switch it on, so that people can ask below photos of any chat.
doctor-inline_off = Inline mode is off: in @BotFather, Bot Settings, switch it on, so that people can send their works to any chat.
doctor-unknown_token = Telegram does not know the token
doctor-see_list = What to do about each: oneiro weights list
doctor-richer_networks = For richer pictures: oneiro weights fetch googlenet, oneiro weights fetch vgg19
doctor-rendered = { $size_px } px by { $network } on { $device } in { $seconds } s

## doctor.remedies

doctor-remedies-python = Set it up again: make install
doctor-remedies-data = Name a folder that you may write to with --data-dir or ONEIRO_DATA_DIR.
doctor-remedies-results = Let the folder be written to; of a bucket check ONEIRO_RESULTS_URL, AWS_ENDPOINT_URL and its keys, and what they may do there.
doctor-remedies-database = Check ONEIRO_DATABASE_URL, or unset it to use SQLite.
doctor-remedies-redis = Check ONEIRO_REDIS_URL, or unset it and install redis-server.
doctor-remedies-telegram = Check ONEIRO_BOT_TOKEN with @BotFather and this machine's way to the internet.
doctor-remedies-feed = Put pictures there, each with its licence beside it: docs/COMMUNITY.md.
doctor-remedies-networks = Set it up again: make install
doctor-remedies-dream = Try ONEIRO_DEVICE=cpu; if that works, the GPU or its driver is at fault.
doctor-remedies-style = Try ONEIRO_DEVICE=cpu; if that works, the GPU or its driver is at fault.

## feed
## What people show to everybody, in the chat.

feed-button_show = Show it
feed-button_only_result = Only the result
feed-button_with_photo = With my photo
feed-button_with_style = With my style picture
feed-button_unsigned = Sign it: { $name }
feed-button_signed = ✓ Signed: { $name }
feed-button_like = ♥ { $likes }
feed-button_next = Next
feed-button_like_this = Make one like this
feed-button_report = Report
feed-button_take_back = Take it back
feed-button_open = On the web
feed-button_keep = Nothing wrong with it
feed-button_drop = Take it out
feed-button_drop_ban = Take it out and ban
feed-ask =
    Show this to everybody? It will stand in /feed with its style and its words, and I keep a copy of the picture until you take it back.

    Only the result: what it was made of stays private.
    With your picture: anybody can see that too, beside the result, and others can use your style picture.
feed-ask_plain = Show this to everybody? It will stand in /feed with its words, and I keep a copy of the picture until you take it back.
feed-unsigned = It cannot be signed: I can draw no letter of your first name.
feed-shown = Everybody can see it now, in /feed. You can take it back at any time, here or in /mine.
feed-shown_at =
    Everybody can see it now, in /feed and here: { $link }
    You can take it back at any time, here or in /mine.
feed-took_back = Taken back: it stands nowhere any more, and my copies are deleted.
feed-gone = That one is not shown any more.
feed-liked = You like it.
feed-liked_before = You like it already.
feed-reported = Thank you. Somebody who runs this will look at it.
feed-empty = Nobody shows anything yet. Be the first: make a picture and press Show it.
feed-end = That was all for now. Make something of your own and press Show it.
feed-mine_empty = You show nothing. Under a finished picture of yours, press Show it.
feed-mine_end = That is all that you show.
feed-mine_hidden = Hidden: several people reported it, and it waits to be looked at.
feed-caption = { $title }
feed-caption_signed = { $title } · { $name }
feed-make_photo = Send me a photo, and I will make it like this: { $title }
feed-make_words =
    To make one like this, send a photo with these words as its caption:
    { $command }
feed-make_style = That one was painted like a picture that its maker keeps private. /style with a picture of your own paints like that.
feed-own_style = a picture of their own
feed-private_style = a private picture
feed-as_it_comes = as it comes
feed-hidden = A work in the feed was reported and is hidden until you look at it: /admin feed
feed-queue_empty = Nothing in the feed waits to be looked at.
feed-queue_item =
    { $title }
    by { $user_id }, reported by { $reports ->
        [one] { $reports } person
       *[other] { $reports } people
    }. { $state }
feed-queue_hidden = It is hidden.
feed-queue_shown = It is shown.
feed-kept = It is shown, and those reports count no more.
feed-dropped = Taken out, with its pictures.
feed-title-dream = A dream: { $what }
feed-title-style = Painted: { $what }
feed-title-texture = A texture: { $what }
feed-title-paint = Brush strokes: { $what }
feed-title-colorize = A grey photo in colour
feed-title-draw = Drawn from nothing: { $what }
feed-title-explain = What the network saw: { $what }
feed-title-zoom = A journey into a picture: { $what }
feed-title-video = A film: { $what }
feed-refused-shown = It is shown already. /mine takes it back.
feed-refused-gone = That picture was deleted, so there is nothing to show.
feed-refused-banned = You cannot show anything here.

## saved
## Styles that people save, share and keep.

saved-button_save = Save its style
saved-button_save_picture = Save as a style
saved-button_mine = ★ { $name }
saved-button_popular = ♥ { $name }
saved-button_before = ◀
saved-button_after = ▶
saved-button_use = Use it
saved-button_rename = Rename
saved-button_share = Share
saved-button_unshare = Stop sharing
saved-button_for_all = Share publicly
saved-button_not_for_all = Link only
saved-button_delete = Delete
saved-button_put_away = Put away
saved-button_next_photo = Paint my next photo with it
saved-button_keep = Keep it among mine
saved-in_private = Please do that in our private chat: your styles are your own.
saved-how = Send a picture with /save_style as its caption, or answer one with it. Words after it are the name: /save_style Night garden
saved-default_name = Style { $number }
saved-saved = Saved. You find it in /mystyles and in /style.
saved-had = You have that one already.
saved-none = You have saved no styles yet. Send me a picture and press Save as a style, or answer one with /save_style.
saved-caption = { $name } · { $place } of { $count }
saved-of_other = Somebody shares it with you.
saved-link = Whoever opens this link can paint with it: { $link }
saved-for_everybody = It may stand in everybody's /style, by its name.
saved-used = { $uses ->
        [0] Nobody else has painted with it yet.
        [one] Others made { $uses } picture with it.
       *[other] Others made { $uses } pictures with it.
    }
saved-brings = Each of those brings you { $credits ->
        [one] { $credits } credit
       *[other] { $credits } credits
    }, up to { $most } a day for all your styles.
saved-offered = A style that somebody shares: { $name }
saved-own_link = This is the link to your own style.
saved-gone = That style is not there any more.
saved-ask_name = ✏️ What shall { $name } be called? Answer with the new name, of { $most ->
        [one] { $most } character
       *[other] { $most } characters
    } at most.
saved-name_old = That was a while ago. Press Rename once more, in /mystyles.
saved-name-empty = A name needs something that can be seen. Please send another one.
saved-name-too_long = That name is too long. Please send one of { $most ->
        [one] { $most } character
       *[other] { $most } characters
    } at most.
saved-shared-private = Its link works no more.
saved-shared-link = Its link is ready to be sent.
saved-shared-everybody = It may stand in everybody's /style from now on.
saved-dropped = Gone, with my copy of it.
saved-kept = It is among yours: /mystyles
saved-refused-full = You have { $most ->
        [one] { $most } style
       *[other] { $most } styles
    }, and more is not possible. Delete one in /mystyles first.
saved-refused-banned = You cannot save anything here.
saved-refused-gone = That style is not shared any more.
saved-refused-own = It is your own: /mystyles

## stickers
## /sticker, and its button under a result.

stickers-how = Reply /sticker to a picture, or to a result, and I cut it out as a sticker.
stickers-cannot = A sticker can be made of one picture of your own.
stickers-added = Your sticker is in your pack.
stickers-alone = Here is your sticker. Telegram took it into no pack of yours.
stickers-title = Dreams and paintings
stickers-button = Sticker
stickers-button_more = More
stickers-button_open = Open the pack

## shapes
## A result as a story or a wallpaper, under More.

shapes-story_button = As a story
shapes-phone_button = Phone wallpaper
shapes-desk_button = Desktop wallpaper
shapes-story = For a story, 9:16.
shapes-phone = A wallpaper for a phone.
shapes-desk = A wallpaper for a computer.

## my_photo
## The button under /start.

my_photo-button = Dream my profile photo
my_photo-none = I see no profile photo of yours. Send me any photo instead.

## streak
## Under /mine, and nowhere else.

streak-days = { $days ->
    [one] Pictures of yours: { $days } day in a row.
   *[other] Pictures of yours: { $days } days in a row.
}

## today
## /today, and /admin poll.

today-theme = Today’s theme: { $theme }. Send a photo now, and I dream it so; or /today with one, or as a reply to one.
today-theme_in_group = Today’s theme: { $theme }. Reply /today to a photo.
today-poll_question = What is tomorrow’s theme?
today-poll_sent = The poll stands there. It closes at midnight, UTC.
today-poll_there = There is a poll about tomorrow already.
today-poll_refused = It could not be sent there: { $why }

## themes
## The word of a day's theme; beside it stands the name of a kind of dream.

themes-castle = castle
themes-peacock = peacock
themes-jellyfish = jellyfish
themes-lion = lion
themes-volcano = volcano
themes-goldfish = goldfish
themes-butterfly = butterfly
themes-pagoda = pagoda
themes-palace = palace
themes-octopus = octopus
themes-fountain = fountain
themes-lighthouse = lighthouse
themes-fox = fox
themes-seashore = seashore
themes-carousel = carousel
themes-owl = owl
themes-steam_locomotive = steam locomotive
themes-monastery = monastery
themes-snail = snail
themes-mosque = mosque
themes-coral_reef = coral reef
themes-tiger = tiger
themes-valley = valley
themes-balloon = balloon
themes-dragonfly = dragonfly
themes-violin = violin
themes-obelisk = obelisk
themes-frog = frog

## web
## The pages of the feed on the web.

web-title = Oneiro's feed
web-lead = Photos, dreamt and painted anew by the people who show them here.
web-begin = Make your own
web-older = Older ones
web-newest = The newest
web-empty = Nobody shows anything yet.
web-empty_hint = Send a photo to the bot, and press Show it under what comes of it.
web-missing = This one is not shown any more.
web-missing_hint = Its maker may have taken it back.
web-away = The feed is away for a moment. Please come again.
web-made_of = Made of
web-photo = The photo
web-style = The style
web-private = What it was made of stays private.
web-from_nothing = Made of nothing but words.
web-with_words = With these words
web-like = Like
web-likes = { $likes ->
        [0] No likes yet
        [one] { $likes } like
       *[other] { $likes } likes
    }
web-like_this = Make one like this
web-report = Report
web-take_back = Yours? Take it back
web-back = All works
web-picture = { $title }, by { $name }
web-shown_on = Shown on { $date }
web-privacy = Everything here is shown by its maker and gone when they take it back. These pages set no cookies and ask no other site.

## guest
## Below photos of chats that we are not in.

guest-begun = I am on it. The picture comes here.
guest-how = Answer a photo with { $bot } dream or { $bot } style mosaic: the picture comes in place of my answer.
guest-no_photo = Answer a photo with { $bot } dream. I see the one message that you answer, and no other.
guest-no_film = That is a film, and here I work on photos. Send it to { $bot } in our own chat: films are made there.
guest-which_style = Which style? Say it so: { $bot } style mosaic. There are { $styles }.
guest-anonymous = I make pictures for people, and here you speak for a chat. Please ask once more in your own name.
guest-storage_closed = The chat that ONEIRO_STORAGE_CHAT names ({ $chat }) takes nothing from me: { $why }. Guests get no pictures until I may send them there. I say this once.
guest-help = In any chat: answer a photo with { $bot } dream, and the picture comes there.

## inline
## What stands where our name is written in the field of any chat.

inline-button = Make a new picture
inline-style = Answer a photo with { $bot } style { $name }: I paint it in the style { $style }.
inline-style_private = Send a photo to { $bot } and choose the style { $style }: I paint it so.
inline-help = Write { $bot } and a space in any chat to send one of your pictures there.

## house
## What the house itself paints for the feed, of an operator's folder of free pictures.

house-mark = by Oneiro
house-painted = Painted by Oneiro itself, while nobody waited.
house-caption =
    { $title }
    Painted by Oneiro itself, while nobody waited. Made of: { $name }, by { $author } ({ $licence }, { $source })
house-photo_by = { $name }, by { $author }
house-source = Where it is from
house-queue_item =
    { $title }
    by Oneiro itself, reported by { $reports ->
        [one] { $reports } person
       *[other] { $reports } people
    }. { $state }
house-spare = spare     { $seconds } s on { $device } for the feed today, { $count ->
        [one] { $count } picture shown
       *[other] { $count } pictures shown
    }
house-no_folder = no ONEIRO_FEED_FOLDER: nothing is painted for the feed while nobody waits
house-folder = { $folder }: { $count ->
        [one] { $count } picture to paint for the feed
       *[other] { $count } pictures to paint for the feed
    }
house-skipped = left out: { $name }. { $why }
house-more_skipped = left out besides: { $count }
house-unreadable = It cannot be read ({ $why }).
house-no_note = It needs { $note } beside it, with its licence, author and source.
house-broken_note = { $note } is not valid TOML ({ $why }).
house-lacks = There is no { $what } in { $note }.
house-not_free = "{ $licence }" is none of the licences that let everybody change a picture and show it: docs/COMMUNITY.md has them.

## films
## Films that people show.

films-ask = Show this film to everybody? It will stand in /feed with its words, and whoever looks at it sees what it was made of. I keep a copy of it until you take it back.
films-button_show = Show the film
films-made_of = Made of what is seen in it.
films-make_words =
    To make one like this, send a film with these words as its caption:
    { $command }
