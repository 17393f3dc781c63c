### Every sentence that a person reads, in Russian. Warm, short, plain; each says what to do next.
### The order is that of en.ftl. docs/LANGUAGES.md tells the rest.

## commands

commands-start = Начать отсюда
commands-help = Что я умею
commands-dream = Превратить фото в сон
commands-style = Нарисовать фото в выбранном стиле
commands-video = Стиль или сон для видео: /video dream, /video mosaic
commands-texture = Бесшовная текстура из картинки
commands-zoom = Видео, которое уходит в сон внутри фото
commands-paint = Фото мазками кисти, и видео о том, как: /paint ink
commands-colorize = Раскрасить чёрно-белое фото: /colorize car=red
commands-draw = Нарисовать что-нибудь с нуля: /draw вулкан
commands-what = Назвать, что на фото
commands-explain = Показать, что сеть увидела на фото
commands-sticker = Вырезать из картинки стикер: /sticker в ответ на неё
commands-today = Тема дня: узнать её и увидеть во сне
commands-queue = Где сейчас ваши картинки
commands-feed = Что показывают другие
commands-mine = Что показываете вы, и как это убрать
commands-mystyles = Ваши сохранённые стили
commands-save_style = Сохранить картинку как стиль: ответьте так на неё
commands-premium = Большие размеры: что дают и сколько стоят
commands-balance = Ваши кредиты
commands-promo = Кредиты по коду: /promo КОД
commands-gift = Подарить кредиты: /gift 50
commands-invite = Пригласить друга: кредиты вам обоим
commands-subscribe = Кредиты каждый месяц и место поближе в очереди
commands-cancel = Остановить то, что ещё делается
commands-print = Результат на холсте или бумаге: /print в ответ на него
commands-settings = Как я веду себя в этом чате и что здесь по умолчанию: /settings dream octaves=5
commands-language = Язык, на котором я говорю
commands-refund = Вернуть плату за картинку, которая не понравилась
commands-terms = Условия платных картинок
commands-privacy = Что я о вас храню
commands-delete_me = Удалить всё, что я о вас храню
commands-export = Всё, что я о вас храню, одним файлом
commands-support = Спросить живого человека
commands-paysupport = Помощь с оплатой

## operator_menu
## In the menu of operators alone.

operator_menu-admin = Для операторов: очередь, люди, блокировка, возврат, кредиты, рассылка, расходы, лента, пауза

## start

start-hello =
    Здравствуйте. Я превращаю фото в искусство.

    Пришлите мне фото и выберите. «Сон»: нейросеть дорисует то, что ей в нём видится. «Стиль»: она напишет его заново в манере другой картины.

    Или напишите после него просто словами: сон замок, стиль мозаика. Это бесплатно; остальное расскажет /help.

## help

help-text =
    Пришлите фото и нажмите «Сон» или «Стиль». Или напишите команду: в подписи к фото, в ответ на него или сразу после:

    /dream — сон по фото: /dream creatures, /dream кот и замок, /dream layer=inception_4c octaves=5 seed=3
    /dream guide — две картинки одним альбомом: то, что на второй, проступит на первой
    /dream live — в группе: одно видео, которым правят все вместе
    /style — выбрать стиль или прислать следом картинку-образец; /style swirls:2 mosaic:1 смешает два. Две картинки одним альбомом или одна ответом на другую: фото и его стиль
    /style ink colors=keep scale=150 faces — цвета фото, крупные мазки, лица нетронуты; /style ink mask рисует только там, где вторая картинка белая
    Альбом с подписью /style mosaic — каждое фото из него
    /video — стиль или сон для видео и GIF: /video mosaic, /video dream creatures
    /texture — бесшовная текстура в манере картинки: /texture, /texture swirls
    /zoom creatures — видео, уходящее вглубь сна
    /paint — мазками, и видео о том, как: oil, gouache, ink, pencil, knife
    /colorize — раскрасить чёрно-белое фото: /colorize car=red, /colorize warm. Две картинки в одном альбоме: серая возьмёт цвета другой
    /draw вулкан, /draw рыбы, /draw un château — с чистого листа
    /draw вулкан x4, /dream x4, /style x4 — четыре начала на выбор
    /what — пять вещей, которые я вижу на фото
    /explain — где именно я их вижу: /explain кот
    /sticker — стикер из картинки, в вашем наборе
    /today — тема дня из вашего фото
    /print — на холсте или бумаге: в ответ на результат
    /queue — где сейчас ваши картинки
    /save_style /mystyles — ваши собственные стили
    /feed /mine /premium /subscribe /balance /gift /promo /invite
    /cancel — остановить то, что ещё делается
    /settings dream octaves=5 — пусть теперь здесь так по умолчанию
    /language — на каком языке я говорю

    Под каждым результатом стоит команда, которая повторит его в точности.

    Сны: { $presets }
    Стили: { $styles }

    Бесплатно: до { $free_px } px, видео до { $free_frames ->
        [one] { $free_frames } кадра
        [few] { $free_frames } кадров
        [many] { $free_frames } кадров
       *[other] { $free_frames } кадра
    }, { $free_s } с из ваших видео, { $free_jobs ->
        [one] { $free_jobs } результат
        [few] { $free_jobs } результата
        [many] { $free_jobs } результатов
       *[other] { $free_jobs } результата
    } в день. Всё, что больше, — за звёзды; цена всегда видна заранее. /refund /terms /privacy /export /delete_me /support /paysupport

## terms

terms-text =
    Бесплатные картинки ничего не стоят. Большая стоит столько, сколько написано на её кнопке, и платят за неё один раз: звёздами или кредитами, если их хватает. Если сделать её не удалось или вы отменили её раньше, чем она готова, плата вернётся сама; если шагов вышло меньше, чем оплачено, разница вернётся кредитами. Кредитами платят только за здешние картинки.

    Не то, что хотелось? В течение { $hours ->
        [one] { $hours } часа
        [few] { $hours } часов
        [many] { $hours } часов
       *[other] { $hours } часа
    } кнопка под картинкой или /refund вернёт плату — за { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } не больше чем за { $most ->
        [one] { $most } картинку
        [few] { $most } картинки
        [many] { $most } картинок
       *[other] { $most } картинки
    }. Сама картинка останется вам.

    Подписка берёт свои звёзды каждый месяц, пока вы её не остановите в /balance или в настройках Telegram; оплаченный месяц действует до конца, кредиты остаются вам.

    Ваши фото я не храню. Готовая картинка лежит у меня { $keep_h ->
        [one] { $keep_h } час
        [few] { $keep_h } часа
        [many] { $keep_h } часов
       *[other] { $keep_h } часа
    }, чтобы вы забрали её в полном размере, потом удаляется; «Удалить» убирает её сразу.

    Печать оплачивается деньгами по счёту, вместе с доставкой. Если напечатать или отправить не удастся, владелец сервиса вернёт деньги через платёжную систему.

## privacy

privacy-text =
    Я храню ваш id в Telegram и язык; что вы заказали, оплатили, подарили и получили в подарок; по чьему приглашению пришли и где ваши картинки лежат в Telegram, но не сами картинки. Каждый результат лежит у меня { $keep_h ->
        [one] { $keep_h } час
        [few] { $keep_h } часа
        [many] { $keep_h } часов
       *[other] { $keep_h } часа
    } или пока вы не нажмёте «Удалить». Заказы, меню и места картинок забываются через { $history_days ->
        [one] { $history_days } день
        [few] { $history_days } дня
        [many] { $history_days } дней
       *[other] { $history_days } дня
    }, если за них ничего не платили. То, что вы показали кнопкой «Показать», видят все: копии только этого хранятся, пока вы их не уберёте, здесь или в /mine. Копию картинки, сохранённой как стиль, я храню, пока вы не удалите её в /mystyles.

    Остальное никому другому не передаётся, кроме адреса, если вы заказали печать: его узнаёт тот, кто печатает и отправляет, а я храню его ещё { $address_days ->
        [one] { $address_days } день
        [few] { $address_days } дня
        [many] { $address_days } дней
       *[other] { $address_days } дня
    } после доставки. Данные вашего банка остаются у платёжной системы.

    /export пришлёт всё это файлом, /delete_me — удалит.

## delete_me
## Что пропадёт, вопрос и ответ на него.

delete_me-in_private = Напишите мне /delete_me лично: речь обо всём, что я о вас храню, и в группах тоже.
delete_me-ask = Удалить всё, что я о вас храню? Вернуть это не сможет никто. Пропадёт:
delete_me-credits = • ваши кредиты: { $credits }
delete_me-subscription = • подписка { $title }, оплаченная до { DATETIME($date, dateStyle: "long") }; больше Telegram за неё ничего не спишет
delete_me-waiting = • то, чего вы ждёте: { $jobs ->
        [one] { $jobs } картинка
        [few] { $jobs } картинки
        [many] { $jobs } картинок
       *[other] { $jobs } картинки
    }. Плата за это вернётся
delete_me-results = • то, что ещё лежит у меня в полном размере: { $results ->
        [one] { $results } картинка
        [few] { $results } картинки
        [many] { $results } картинок
       *[other] { $results } картинки
    }
delete_me-rest = • что вы заказывали, и в группах тоже, ваши сохранённые стили, настройки и язык, и где ваши картинки лежат в Telegram
delete_me-prints = Печать идёт дальше ({ $prints ->
        [one] { $prints } заказ
        [few] { $prints } заказа
        [many] { $prints } заказов
       *[other] { $prints } заказа
    }): адрес, файл и заказ останутся, пока он не доставлен или деньги не вернулись.
delete_me-stays = Останется: сколько заплачено, подарено и возвращено, с вашим номером в Telegram, — так нужно для учёта; что награда за приглашение выдана; до полуночи UTC — сколько картинок вы сделали сегодня; и блокировка, если она есть.
delete_me-chat = Сообщения здесь ваши: удалить их можно в Telegram.
delete_me-done = Готово: всё, что я о вас хранил, удалено. Если однажды вернётесь, /start начнёт заново.
delete_me-kept = Я ничего не удалил.
delete_me-old = Это было давно. /delete_me спросит ещё раз.

## export

export-in_private = Напишите мне /export лично: другим незачем видеть, что я о вас храню.
export-caption = Всё, что я о вас храню: what-oneiro-holds.json и то, что ещё лежит в полном размере ({ $files ->
        [one] { $files } файл
        [few] { $files } файла
        [many] { $files } файлов
       *[other] { $files } файла
    }).
export-left_out = Не поместилось: { $files ->
        [one] { $files } результат
        [few] { $files } результата
        [many] { $files } результатов
       *[other] { $files } результата
    }; «Полный размер» под каждым его ещё пришлёт.
export-too_many = За день я делаю { $most ->
        [one] { $most } такой файл
        [few] { $most } таких файла
        [many] { $most } таких файлов
       *[other] { $most } такого файла
    }. Попробуйте завтра.

## regions
## Тем, кто пришёл раньше, чем мы для них открылись, и /admin regions.

regions-closed = В ваших краях я пока не открыт и сейчас ничего для вас сделать не могу. Что оплачено и что ваше, остаётся вам: /balance /refund /privacy
regions-noted = Я напишу вам один раз, когда откроюсь.
regions-is_open = Уже открыто. Пришлите фото.
regions-opened = Вы этого ждали: теперь я открыт и для вас. Пришлите фото, и я превращу его в искусство. Остальное расскажет /help.
regions-nobody = Открытия никто не ждёт.
regions-waiting = { $language }: { $people ->
        [one] ждёт { $people } человек
        [few] ждут { $people } человека
        [many] ждут { $people } человек
       *[other] ждут { $people } человека
    }
regions-waiting_open = { $language }: { $people ->
        [one] { $people } человек узнает об этом вот-вот
        [few] { $people } человека узнают об этом вот-вот
        [many] { $people } человек узнают об этом вот-вот
       *[other] { $people } человека узнают об этом вот-вот
    }

## support

support-text = Напишите, что случилось и с какой картинкой, { $contact }. Что я умею, сказано в /help.
support-contact = тому, кто держит этого бота
support-contact_named = сюда: { $contact }

## paysupport

paysupport-text =
    Если платная картинка не получилась или отменена, плата вернётся сама, обычно за минуту. Если вышло не то, что хотелось, плату вернёт /refund — в течение { $hours ->
        [one] { $hours } часа
        [few] { $hours } часов
        [many] { $hours } часов
       *[other] { $hours } часа
    } после получения.

    С оплатой что-то другое? Найдите чек в настройках Telegram, в разделе «Мои звёзды», и сообщите его номер { $contact }. Поддержка самого Telegram с этим не поможет.

## say

say-send_photo = Пришлите фото или короткое видео, и я превращу его в искусство. Подробнее — в /help.
say-unknown_command = Команды { $command } я не знаю. Пришлите фото или загляните в /help.
say-unknown_command_near = Команды { $command } я не знаю. Может быть, { $near }?
say-reply_to_photo = Ответьте на фото командой { $command } или пришлите фото с подписью { $command }.
say-reply_to_film = Ответьте на видео командой /video или пришлите видео с подписью /video. GIF — тоже видео.
say-texture_what = Ответьте на картинку командой /texture, пришлите её с подписью /texture или назовите стиль: /texture swirls.
say-album_extra = Я работаю с одной картинкой за раз, поэтому взял из альбома первую.
say-album_extra_style = Первую картинку я взял как фото, вторую — как стиль; остальные подождут до другого раза.
say-album_extra_mask = Первую картинку я взял как фото, вторую — как маску; остальные подождут до другого раза.
say-album_extra_guide = Первую картинку я взял как фото, вторую — как подсказку; остальные подождут до другого раза.
say-album_extra_colours = Одну из первых двух картинок я раскрасил цветами другой; остальные подождут до другого раза.
say-may_not_write = В чате «{ $chat }» мне нельзя писать. Попросите там администратора разрешить мне сообщения и картинки или обратитесь ко мне здесь.
say-album_film = Фото из альбома я сделаю. А на видео из него ответьте командой /video.
say-draw_what =
    Скажите, что нарисовать: /draw вулкан, /draw egyptian cat, /draw замок и фонтан.

    Животных и вещи я знаю по 20 000 английских названий, будь то furniture, poodle или fruit; самые обиходные — ещё по-русски, по-французски и по-итальянски.
say-failed = У меня что-то пошло не так. Попробуйте ещё раз через минуту.

## hands

hands-oil = Масло
hands-gouache = Гуашь
hands-ink = Тушь
hands-pencil = Карандаш
hands-knife = Мастихин

## colours
## /colorize: where colours come from, and what is asked before.

colours-by_picture = с другой картинки
colours-by_words = как вы сказали
colours-by_itself = какими они могли быть
colours-ask = У этого фото есть свои цвета. Убрать их и раскрасить его заново?
colours-ask_pair = Обе картинки цветные. Убрать цвета первой и дать ей цвета второй?
colours-both_grey = Обе картинки без цвета, поэтому первую я раскрашу сам.

## names

names-photo = Ваше фото
names-style = Ваша картинка-образец
names-guide = Ваша картинка-подсказка
names-reference = Ваша картинка с цветами
names-mask = Ваша маска
names-film = Ваше видео
names-own_style = ваша картинка
names-stars = { $stars } ⭐
names-credits = { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }
names-share = { $share } × { $title }
names-mixed = { $first } + { $last }
names-dreamt = сон
names-dreamt_as = сон «{ $kind }»
names-channels = { $layer }, каналы: { $channels }
names-random_classes = что придёт в голову
names-instant_network = мгновенная сеть

## styles
## What the house styles are called on buttons and in sentences. No sentence here declines them: of
## several names, or of a person's own picture, the same sentence is said.

styles-swirls = Вихри мазков
styles-mosaic = Мозаика
styles-glass = Витраж
styles-woodcut = Гравюра с волнами
styles-marble = Под мрамор
styles-dots = Пуантилизм
styles-ink = Размывка тушью
styles-cubist = Грани кубизма

## dreams
## What the kinds of dream are called, likewise. Three stand in a row.

dreams-strokes = Мазки
dreams-carvings = Резьба
dreams-ornaments = Орнаменты
dreams-fur = Мех и перья
dreams-eyes = Глаза
dreams-neon = Неон
dreams-classic = Классика
dreams-carnival = Карнавал
dreams-creatures = Существа

## networks
## What our own networks are called in a sentence; all others have names of their own.

networks-embedded = собственная сеть снов Oneiro
networks-embedded_style = малая VGG от Oneiro

## prompt

prompt-ask = Что с этим сделать?
prompt-ask_album = Чтобы я взялся за весь альбом, пришлите его с подписью /dream или /style mosaic. А сейчас речь о первой картинке. Что с ней сделать?
prompt-moving = Картинка движется, поэтому я возьму её первый кадр. { $ask }

prompt-film = Видео на { $seconds } с. Что с ним сделать?
prompt-film_long = Видео на { $seconds } с; я возьму первые { $free_s } с. Что с ним сделать?
prompt-film_album = Я берусь за одно видео за раз, поэтому речь о первом из альбома. { $ask }

## buttons

buttons-dream = Сон
buttons-style = Стиль
buttons-texture = Узор
buttons-strokes = Масло, тушь, карандаш
buttons-colour = Раскрасить
buttons-colour_anew = Раскрасить заново
buttons-paint_it = Выбрать стиль
buttons-more = Ещё
buttons-softer = Сила −
buttons-bolder = Сила +
buttons-strength_now = × { $times }
buttons-strength_usual = обычная
buttons-shallower = Глубина −
buttons-deeper = Глубина +
buttons-depth_now = { $depth } из { $most }
buttons-depth_usual = как выйдет
buttons-finer = Мазки −
buttons-coarser = Мазки +
buttons-scale_now = { $percent } %
buttons-scale_usual = обычные
buttons-colours_style = Цвета стиля
buttons-colours_keep = Цвета фото
buttons-colours_match = Стиль в цветах фото
buttons-colours_luma = Только свет и тень
buttons-faces = Сохранить лица
buttons-mask = Только часть
buttons-adjust = Настроить
buttons-mix = Смешать
buttons-share = { $share } × { $title }
buttons-paint = Нарисовать
buttons-to_styles = Назад к стилям
buttons-guide = Подсказка
buttons-guide_chosen = ✓ Подсказка
buttons-chosen = ✓ { $title }
buttons-never_mind = Не надо
buttons-cancel = Отмена
buttons-again = Ещё раз
buttons-vary = Ещё раз ×4
buttons-stronger = Сильнее
buttons-weaker = Слабее
buttons-full_size = Полный размер
buttons-delete = Удалить
buttons-dream_it = Превратить в сон
buttons-make_one = Сделать свою
buttons-bigger = Увеличить
buttons-send_to_all = Разослать всем
buttons-as_asked = Как просили: { $what }
buttons-look = Ранний вид
buttons-looks = Ранние виды
buttons-finished = Готовое
buttons-round = Круглым видео
buttons-making = Как это рождалось
buttons-look_file = Файлом
buttons-back = Назад
buttons-group_language = Язык: { $language }
buttons-group_language_each = Язык: с каждым на своём
buttons-group_ask_all = Кто может просить: все
buttons-group_ask_administrators = Кто может просить: администраторы
buttons-group_spoiler_off = Скрывать картинки: нет
buttons-group_spoiler_on = Скрывать картинки: да
buttons-group_quiet_off = Молчать: нет
buttons-group_quiet_on = Молчать: да
buttons-group_day = Картинок в день: { $pictures }
buttons-group_day_any = Картинок в день: без предела
buttons-group_no_limit = Без предела
buttons-group_done = Готово
buttons-premium = { $title } · { $size } px · { $stars } ⭐
buttons-hd = { $title } · { $size } px · { $steps ->
        [one] { $steps } шаг
        [few] { $steps } шага
        [many] { $steps } шагов
       *[other] { $steps } шага
    } · { $stars } ⭐
buttons-fewer_steps = − Шаги
buttons-more_steps = + Шаги
buttons-free = Бесплатно · { $what }
buttons-pay_credits = { $title } · оплатить: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }
buttons-pack = { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } · { $stars } ⭐
buttons-take_back = Забрать назад
buttons-plan = { $title } · { $stars } ⭐ в месяц
buttons-plan_pay = Подписаться за { $stars } ⭐ в месяц
buttons-plan_stop = Остановить подписку
buttons-plan_go_on = Возобновить подписку
buttons-dislike = Не то, что хотелось
buttons-refund_poor = Выглядит слабо
buttons-refund_different = Не похоже на маленькую
buttons-refund_mistake = Куплено по ошибке
buttons-refund_other = Что-то другое
buttons-refundable = { $what }, { $time } UTC · { $amount }
buttons-print = Напечатать
buttons-print_to = Куда: { $country } — изменить
buttons-print_file = Сделать файл
buttons-print_buy = Заказать · { $price } и доставка
buttons-export = Прислать мне всё
buttons-delete_me = Забыть всё
buttons-forget = Удалить
buttons-keep_all = Оставить
buttons-tell_me = Скажите, как откроется

## menu

menu-hands = Чем мне это написать?
menu-dream = Выберите, каким будет сон, и нажмите «Сон».
menu-dream_send_photo = Выберите, каким будет сон, и пришлите мне фото.
menu-dream_send_guide = Теперь пришлите картинку-подсказку: то, что на ней, проступит во сне.
menu-dream_reply_guide = Теперь ответьте на это сообщение картинкой-подсказкой: то, что на ней, проступит во сне.
menu-chosen = Выбрано: { $what }.
menu-kind_usual = обычный сон
menu-strength = сила × { $times }
menu-strength_usual = обычная сила
menu-depth = глубина { $depth }
menu-depth_usual = глубина как выйдет
menu-layer = слой { $layer }
menu-guided = с картинкой-подсказкой
menu-and_words = и остальное, что вы сказали
menu-words_alone = Учту то, что вы сказали.
menu-style = Выберите стиль или пришлите картинку-образец.
menu-style_reply = Выберите стиль или ответьте на это сообщение картинкой-образцом.
menu-film = Выберите стиль для видео или пришлите картинку-образец.
menu-film_reply = Выберите стиль для видео или ответьте на это сообщение картинкой-образцом.
menu-style_send_photo = Выберите стиль или сначала просто пришлите фото.
menu-style_then_photo = Стиль выбран: { $style }. Теперь пришлите фото.
menu-style_paint = Нажмите «Нарисовать» или выберите другой стиль.
menu-mix = Нажмите на два стиля или больше; ещё одно нажатие увеличит долю. Потом нажмите «Нарисовать».
menu-mix_then_photo = Нажмите на два стиля или больше; ещё одно нажатие увеличит долю. Потом пришлите фото.
menu-dials = Подкрутите, что хочется, вернитесь назад и выберите стиль.
menu-dials_paint = Подкрутите, что хочется, и нажмите «Нарисовать».
menu-send_mask = Теперь пришлите маску: картинку той же формы, что и фото, белую там, где рисовать, и чёрную там, где нет. Если стилей два, второй ляжет на чёрное.
menu-reply_mask = Теперь ответьте на это сообщение маской: картинкой той же формы, что и фото, белой там, где рисовать, и чёрной там, где нет. Если стилей два, второй ляжет на чёрное.

## done

done-scale = мазки { $percent } %
done-colours_keep = цвета вашего фото
done-colours_match = стиль в цветах вашего фото
done-colours_luma = только свет и тень
done-palette = палитра из { $count ->
        [one] { $count } цвета
        [few] { $count } цветов
        [many] { $count } цветов
       *[other] { $count } цвета
    }
done-faces = лица нетронуты
done-region_person = только человек
done-region_background = только фон
done-mask = только там, где ваша маска белая
done-mask_two = два стиля, разделённые вашей маской

## live

live-head = Живой сон · { $seconds } с из { $most } с
live-beginning = Начинается …
live-wished = { $name } хочет увидеть: { $what }.
live-coming = Дальше: { $what } — так хочет { $name }.
live-how = Правьте сном: /dream creatures или /dream кот, замок. Действуют два последних желания. Сон кончится через { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
        [many] { $minutes } минут
       *[other] { $minutes } минуты
    } после последнего желания или по команде /dream stop.
live-ended_quiet = Сон окончен: { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
        [many] { $minutes } минут
       *[other] { $minutes } минуты
    } никто ничего не загадывал. Новый начнёт /dream live.
live-ended_stopped = На этом всё: { $name } заканчивает сон. Новый начнёт /dream live.
live-ended_full = Сон окончен: длиннее { $most } с он не бывает. Новый начнёт /dream live.
live-for_groups = Живой сон — для групп: добавьте меня в группу и напишите там /dream live. А здесь пришлите мне фото с подписью /zoom.
live-already = Здесь уже идёт живой сон, его ведёт { $name }. Правьте им: /dream creatures или /dream кот, замок.
live-none = Живого сна здесь сейчас нет. Его начнёт /dream live.
live-only_starter = Остановить сон может только тот, кто его начал: { $name }. Сам он кончится через { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
        [many] { $minutes } минут
       *[other] { $minutes } минуты
    } после последнего желания.

## language
## /language: a person's own, or a group's by its administrators.

language-name = Русский
language-ask = На каком языке мне с вами говорить?
language-ask_group = На каком языке мне говорить в этой группе? Выбирают её администраторы.
language-telegrams = Как в Telegram
language-each = С каждым на его языке
language-chosen = Теперь я говорю здесь по-русски.
language-as_telegram = Теперь я говорю на языке вашего Telegram.
language-as_each = Теперь я говорю с каждым на его языке.
language-administrators = Язык этой группы выбирают только её администраторы. Свой выбирайте наедине со мной: напишите мне там /language.

## profile
## What Telegram shows of the bot; and what oneiro telegram set-profile says of it at a terminal.

profile-name = Oneiro
profile-description =
    Пришлите мне фото, и я превращу его в искусство: в сон о том, что видит в нём нейросеть, или в картину, написанную в манере другой.

    Попробовать можно бесплатно. Остальное расскажет /help.
profile-short_description = Превращаю ваши фото в сны и картины.
profile_part-name = имя
profile_part-description = описание
profile_part-short_description = краткое описание
profile-same = { $language }: { $what } такое, как надо
profile-set = { $language }: { $what } теперь «{ $ours }»
profile-differs = { $language }: { $what } — «{ $stands }», так и оставлено; наше — «{ $ours }»
profile-kept = Заменить то, что оставлено: oneiro telegram set-profile --yes

## usual

usual-none =
    В этом чате по умолчанию нет ничего особенного.

    /settings dream octaves=5 — и так будет в каждом здешнем сне, если не сказать иначе; /settings dream reset это отменит. Годится для любой команды: /settings style colors=keep.
usual-these =
    В этом чате по умолчанию, если не сказать иначе:

    { $options }

    /settings dream octaves=5 добавит к этому, /settings dream reset забудет то, что по умолчанию для снов.
usual-administrators = Менять то, что здесь по умолчанию, могут только администраторы этой группы. Посмотреть можно в /settings.
usual-not_these = Стили, картинки, seed и то, чем станет видео, — дело одной картинки: скажите их вместе с { $command }. Всё остальное здесь может быть по умолчанию.

## group
## /settings in a group: how it wants us, by its administrators; and what else there is in private.

group-title = { $title }:
group-language_each = Я говорю с каждым на его языке.
group-language_one = Я говорю по-русски.
group-ask_all = Просить картинки могут все.
group-ask_administrators = Просить картинки могут только администраторы.
group-spoiler_off = Картинки видны сразу.
group-spoiler_on = Картинки скрыты, пока их не коснуться.
group-quiet_off = Я рассказываю, как продвигается картинка.
group-quiet_on = Я молчу: 👀 под вашим сообщением значит, что я за работой, а картинка придёт ответом на него. /cancel её остановит.
group-day_any = Картинок в день — сколько захочется.
group-day_most = { $pictures ->
        [one] На всех — { $pictures } картинка в день; оплаченные сверх того.
        [few] На всех — { $pictures } картинки в день; оплаченные сверх того.
        [many] На всех — { $pictures } картинок в день; оплаченные сверх того.
       *[other] На всех — { $pictures } картинки в день; оплаченные сверх того.
    }
group-press = Нажмите на то, что хотите поменять. А что по умолчанию в заказах, говорят словами:
group-ask_day = Сколько картинок в день можно вам всем вместе? Оплаченные — сверх того.
group-administrators = Настройки этой группы меняют только её администраторы.
group-private = /language: на каком языке мне с вами говорить. /privacy: что я о вас храню. /balance: ваши кредиты. В группе /settings может больше — для её администраторов.

## flood
## To those who send more than anybody could by hand.

flood-person = Вы быстрее меня, и часть присланного я пропустил. Дайте мне минуту и продолжайте.
flood-chat = Здесь происходит больше, чем я успеваю, и часть я пропустил. Дайте мне минуту и продолжайте.

## queue

queue-yours = Ваши картинки: { $places }. Всего ждут: { $waiting }.
queue-place = номер { $place } в очереди
queue-place_for = номер { $place } в очереди (готово примерно через { $time })
queue-place_paused = номер { $place } в очереди (короткая пауза; место сохраняется)
queue-place_unserved = номер { $place } в очереди (художника для этого сейчас нет; заказ дождётся его прихода)
queue-place_behind = номер { $place } в очереди (сразу за картинкой, которая делается сейчас)
queue-place_behind_for = номер { $place } в очереди (за картинкой, которая делается сейчас: готово примерно через { $time })
queue-running = одна готова на { $percent } %
queue-running_for = одна готова на { $percent } % (закончу примерно через { $time })
queue-none = У вас в очереди ничего нет. Всего ждут: { $waiting }. Пришлите фото, и начнём.

## times
## Always told after "через", so one minute stands in the accusative.

times-seconds = { $count ->
        [one] { $count } секунду
        [few] { $count } секунды
        [many] { $count } секунд
       *[other] { $count } секунды
    }
times-minutes = { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
        [many] { $count } минут
       *[other] { $count } минуты
    }
times-hours = { $count ->
        [one] { $count } час
        [few] { $count } часа
        [many] { $count } часов
       *[other] { $count } часа
    }

## cancel

cancel-none = Отменять здесь нечего. Пришлите фото, и начнём.
cancel-done = Отменено: { $count }.

## status

status-queued = В очереди: номер { $place }.
status-queued_for = В очереди: номер { $place }. Будет готово примерно через { $time }.
status-queued_paused = В очереди: номер { $place }. Сейчас короткая пауза; ваше место сохраняется.
status-queued_unserved = В очереди: номер { $place }. Художника для этого сейчас нет; заказ сохранён и будет сделан, когда он появится.
status-queued_behind = В очереди: номер { $place }. Ждёт картинку, которая делается сейчас.
status-queued_behind_for = В очереди: номер { $place }. Ждёт картинку, которая делается сейчас. Будет готово примерно через { $time }.
status-running = Готово на { $percent } %
status-running_for = Готово на { $percent } %, закончу примерно через { $time }
status-cancelled = Отменено.
status-cancelled_refunded = Отменено. Возвращаю вам { $stars } ⭐.
status-cancelled_credits_back = Отменено. Вернул вам { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
status-failed = { $reason }
status-failed_refunded = { $reason } Возвращаю вам { $stars } ⭐.
status-failed_credits_back = { $reason } Вернул вам { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
status-order_stands = Ваш заказ в силе: те, кто ведёт этого бота, переделают его файл или вернут деньги.
status-steps_cut = Этой машине хватило времени только на { $steps ->
        [one] { $steps } шаг
        [few] { $steps } шага
        [many] { $steps } шагов
       *[other] { $steps } шага
    }.
status-ready = Готово.

## caption

caption-dream = Сон · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } шаг
        [few] { $steps } шага
        [many] { $steps } шагов
       *[other] { $steps } шага
    } · { $network }
caption-style = Стиль · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } шаг
        [few] { $steps } шага
        [many] { $steps } шагов
       *[other] { $steps } шага
    } · { $network }
caption-style_instant = Стиль · { $what } · в один проход · { $width }×{ $height } px · { $network }
caption-draw = Рисунок · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } шаг
        [few] { $steps } шага
        [many] { $steps } шагов
       *[other] { $steps } шага
    } · { $network }
caption-dream_begun = Четыре начатых сна · { $what } · seed от { $seed } до { $last } · { $network }
caption-style_begun = Четыре начатые картины · { $what } · seed от { $seed } до { $last } · { $network }
caption-draw_begun = Четыре начатых рисунка · { $what } · seed от { $seed } до { $last } · { $network }
caption-choose = Нажмите номер, и я доведу эту работу до конца.
caption-not_begun = Не удалось начать: { $numbers }.
caption-explain = Где это видно: { $what } · { $method } · { $width }×{ $height } px · { $network }
caption-explain_seen = Что увидела сеть:
caption-what = Так считает { $network }.
caption-what_seen = Я вижу:
caption-label = { $name } — { $percent } %
caption-zoom = Погружение · { $what } · { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадра
        [many] { $frames } кадров
       *[other] { $frames } кадра
    }, { $seconds } с · seed { $seed } · { $width }×{ $height } px · { $network }
caption-guided = По вашей картинке-подсказке.
caption-with = Выбрано: { $what }.
caption-look = Ранний вид.
caption-look_of = Ранний вид, { $look } из { $looks }.
caption-paint = Мазки · { $what } · seed { $seed } · { $width }×{ $height } px
caption-paint_coloured = Мазки · { $hand } · цвета: { $what } · seed { $seed } · { $width }×{ $height } px
caption-paint_over = Мазки · { $hand } · потом стиль: { $what } · seed { $seed } · { $width }×{ $height } px
caption-colorize = Цвета { $what } · seed { $seed } · { $width }×{ $height } px
caption-texture = Текстура · { $what } · seed { $seed } · { $width }×{ $height } px · { $steps ->
        [one] { $steps } шаг
        [few] { $steps } шага
        [many] { $steps } шагов
       *[other] { $steps } шага
    } · { $network }
caption-video = Видео · { $what } · { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадра
        [many] { $frames } кадров
       *[other] { $frames } кадра
    }, { $seconds } с · seed { $seed } · { $width }×{ $height } px · { $network }
caption-video_instant = Видео · { $what } · { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадра
        [many] { $frames } кадров
       *[other] { $frames } кадра
    }, { $seconds } с · в один проход · { $width }×{ $height } px · { $network }
caption-film_cut = Этой машине хватило времени только на начало: { $frames } из { $wanted ->
        [one] { $wanted } кадра
        [few] { $wanted } кадров
        [many] { $wanted } кадров
       *[other] { $wanted } кадра
    }.
caption-film_part = Это первые { $seconds } с из { $whole } с.
caption-making = Как это рождалось.
caption-paid = Оплачено: { $amount }.
caption-paid_in_part = Оплачено: { $amount }; за шаги, которые не сделаны, вернул вам { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
caption-paid_back = Плата вернулась: { $amount }.
caption-preview = Маленький набросок того, о чём вы просили: { $what }.
caption-exact = Повторить в точности:

## answer

answer-working = Уже делаю.
answer-sending = Отправляю.
answer-deleted = Удалено.
answer-cancelled = Отменено.
answer-not_yours = Это принадлежит кому-то другому. Пришлите своё фото.
answer-too_late = Это уже закончилось.
answer-not_ready = Ещё не готово.
answer-back_already = Плата за это уже вернулась, больше возвращать нечего.
answer-refund_too_late = Прошло больше { $hours ->
        [one] { $hours } часа
        [few] { $hours } часов
        [many] { $hours } часов
       *[other] { $hours } часа
    }, и эта кнопка плату уже не вернёт. Но может помочь человек: /paysupport
answer-refund_too_many = За { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } эта кнопка возвращает одному человеку плату за { $most ->
        [one] { $most } картинку
        [few] { $most } картинки
        [many] { $most } картинок
       *[other] { $most } картинки
    }, не больше. Но может помочь человек: /paysupport
answer-old = Эта кнопка больше не работает. Пришлите фото ещё раз.
answer-weakest = Слабее уже некуда.
answer-strongest = Сильнее уже некуда.
answer-shallowest = Мельче уже некуда.
answer-deepest = Глубже уже некуда.
answer-finest = Тоньше уже некуда.
answer-coarsest = Крупнее уже некуда.
answer-most_styles = Смешать можно не больше { $most ->
        [one] { $most } стиля
        [few] { $most } стилей
        [many] { $most } стилей
       *[other] { $most } стиля
    }.
answer-most_parted_styles = Когда рисуется только часть фото, годится не больше { $most ->
        [one] { $most } стиля
        [few] { $most } стилей
        [many] { $most } стилей
       *[other] { $most } стиля
    }.
answer-looks_gone = Ранние виды уже не хранятся. Команда в подписи сделает их снова.
answer-making_gone = Видео о том, как это рождалось, уже не хранится. Команда в подписи сделает его снова.
answer-full_too_large = Полный размер — { $mb } МБ, а я могу отправить не больше { $limit_mb } МБ.
answer-full_gone = Полный размер уже не хранится. Команда в подписи сделает его снова.

## prices

prices-frames = { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадра
        [many] { $frames } кадров
       *[other] { $frames } кадра
    }
prices-seconds = { $seconds } с

## refund
## Not what I wanted, and /refund.

refund-ask = Верну вам { $amount }, а картинка останется вашей. Скажите одним нажатием, что с ней не так, и на этом всё.
refund-done = Спасибо, что сказали. Возвращаю вам { $stars } ⭐, обычно это занимает минуту; когда они придут, Telegram напишет здесь. Картинка остаётся вашей.
refund-done_credits = Спасибо, что сказали. Вернул вам { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }, а картинка остаётся вашей.
refund-kept = Всё остаётся как было.
refund-which = Что из этого — не то, что хотелось? Плата вернётся, а картинка останется вашей.
refund-none =
    { $hours ->
        [one] За последний { $hours } час
        [few] За последние { $hours } часа
        [many] За последние { $hours } часов
       *[other] За последние { $hours } часа
    } возвращать нечего.

    Под каждой картинкой, за которую вы платите, есть кнопка «Не то, что хотелось»: в течение { $hours ->
        [one] { $hours } часа
        [few] { $hours } часов
        [many] { $hours } часов
       *[other] { $hours } часа
    } она возвращает плату — за { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } не больше чем за { $most ->
        [one] { $most } картинку
        [few] { $most } картинки
        [many] { $most } картинок
       *[other] { $most } картинки
    }. Плата за то, что не получилось или отменено, возвращается сама. Всё остальное: /paysupport
refund-dream = Сон
refund-style = Картина
refund-texture = Текстура
refund-paint = Мазки
refund-draw = Рисунок
refund-film = Видео
refund-picture = Картинка

## reduced
## What the free tier makes of a wish for more, and, on the button to those that give it, what that was.

reduced-size_px = Сделано в { $made } px: бесплатные картинки бывают до этого размера.
reduced-steps = Сделано за { $made ->
        [one] { $made } шаг
        [few] { $made } шага
        [many] { $made } шагов
       *[other] { $made } шага
    }: больше у бесплатных картинок не бывает.
reduced-frames = Сделано из { $made ->
        [one] { $made } кадра
        [few] { $made } кадров
        [many] { $made } кадров
       *[other] { $made } кадра
    }: больше у бесплатных видео не бывает.
reduced-seconds = Сделано из { $made } с: столько видео бесплатно.
reduced-snapshots = Сохранено ранних видов: { $made }. Столько — бесплатно.

## asked

asked-size_px = { $asked } px
asked-steps = { $asked ->
        [one] { $asked } шаг
        [few] { $asked } шага
        [many] { $asked } шагов
       *[other] { $asked } шага
    }
asked-frames = { $asked ->
        [one] { $asked } кадр
        [few] { $asked } кадра
        [many] { $asked } кадров
       *[other] { $asked } кадра
    }
asked-seconds = { $asked } с
asked-snapshots = { $asked ->
        [one] { $asked } вид
        [few] { $asked } вида
        [many] { $asked } видов
       *[other] { $asked } вида
    }

## print
## On canvas and paper.

print-how = Ответьте на мой результат командой /print, и я покажу, как он выглядит на холсте или бумаге.
print-cannot = Это напечатать нельзя. Печатаются сны, картины, рисунки и текстуры, когда они готовы.
print-not_sold = Этого больше нет в продаже. Нажмите «Напечатать» под картинкой ещё раз.
print-choose = На чём напечатать? Цены указаны в { $currency }, страна доставки: { $country }. Перед заказом я покажу, как это будет.
print-choose_off = На чём напечатать? Заказать здесь пока нельзя: я покажу, как это будет, и сделаю файл для вашей типографии.
print-choose_size = Какого размера?
print-choose_country = Куда отправить?
print-what = { $title }, { $size }
print-size = { $short } × { $long } см
print-price = { NUMBER($amount, minimumFractionDigits: 2) } { $currency }
print-price_whole = { NUMBER($amount) } { $currency }
print-lines = Красная линия — край. Тёмная кайма за ней — вылет: { $bleed } мм картинки, отражённой зеркально, их срежут или загнут на подрамник. Всё важное держите внутри белой линии, { $safe } мм от края.
print-hidden = Форма не та, что у картинки: { $percent } % её окажется за краями.
print-sharp_as_it_is = { $size }: картинка и так даёт все { $dpi } dpi.
print-soft_as_it_is = { $size }: картинка сама даёт { $own } dpi и будет увеличена до { $dpi }: вблизи мягковато, через комнату в самый раз.
print-sharp_anew = { $size }: получится до { $dpi } dpi. Для этого картинка будет нарисована заново, с тем же seed и тем же выбором, до { $px } px, а если машине не хватит места, то меньше.
print-enlarged_anew = { $size }: получится до { $own } dpi. Для этого картинка будет нарисована заново, с тем же seed и тем же выбором, до { $px } px, а если машине не хватит места, то меньше. Потом она будет увеличена до { $dpi } dpi.
print-file = Файл для печати: { $what }, вылет { $bleed } мм.
print-file_px = { $width }×{ $height } px, { $dpi } dpi, sRGB.
print-file_enlarged = Из них нарисовано { $own } dpi; остальное — увеличение в { $times ->
        [one] { $times } раз
        [few] { $times } раза
        [many] { $times } раз
       *[other] { $times } раза
    }.

## print_invoice

print_invoice-title = Печать, { $size }
print_invoice-description = { $title }, { $size }, доставка: { $country }. Способы доставки и их цены появятся, когда вы укажете адрес.
print_invoice-label = Печать
print_invoice-shipping = { $title }, { $days }

## print_refused
## Why a print cannot be sent or paid; nothing was taken.

print_refused-expired = Это предложение уже не действует. Нажмите «Напечатать» под картинкой ещё раз. Ничего не списано.
print_refused-wrong_user = Этот счёт выставлен кому-то другому. Ничего не списано.
print_refused-wrong_amount = Цена изменилась. Нажмите «Напечатать» под картинкой ещё раз. Ничего не списано.
print_refused-already_paid = Это уже оплачено. Если нужно ещё одно, снова нажмите «Заказать». Ничего не списано.
print_refused-other_country = Эта цена — для другой страны. Нажмите «Напечатать» ещё раз и выберите, куда отправить. Ничего не списано.
print_refused-no_shipping = Туда мы напечатанное не отправляем. Отправляем сюда: { $countries }.
print_refused-no_address = Нужен адрес, чтобы было куда отправить. Ничего не списано.
print_refused-banned = Заказывать здесь вам нельзя. Ничего не списано.
print_refused-gone = Картинки здесь уже нет, поэтому напечатать её нельзя. Ничего не списано.
print_refused-later = Сейчас я не могу принимать заказы. Попробуйте ещё раз через минуту. Ничего не списано.

## print_state
## What a person is told as their order goes on.

print_state-paid = Спасибо, оплата пришла: { $price }. Ваш заказ { $number }: { $what }, доставка: { $shipping }. Я делаю файл; перед печатью на него посмотрит человек.
print_state-second = Этот счёт уже был оплачен раньше, поэтому второй раз заказ { $number } не делается. Владелец сервиса вернёт { $price }.
print_state-unknown = Я уже не знаю, за что была эта оплата: { $price }. Она записана как заказ { $number }, и владелец сервиса её вернёт.
print_state-checked = Заказ { $number }: файл проверен, всё в порядке.
print_state-sent = Заказ { $number } уже в типографии.
print_state-posted = Заказ { $number } в пути к вам, доставка: { $shipping }.
print_state-arrived = Заказ { $number } доставлен. Пусть радует.
print_state-refunded = Заказ { $number }: вам вернули { $price }. Банк покажет это через несколько дней.

## pay

pay-offer = Та же картинка, только больше. Цена стоит на кнопке; оплата — на следующем экране.
pay-offer_dream = Та же картинка, только больше. Цена стоит на кнопке; оплата — на следующем экране. Сну на пользу размер, а не лишние шаги: хватит и самого малого их числа.
pay-offer_draw = Тот же рисунок, только больше. Цена стоит на кнопке; оплата — на следующем экране. Рисунку на пользу размер, а не лишние шаги: хватит и самого малого их числа.
pay-offer_zoom = То же видео, только больше и длиннее: { $lengths }. Цена стоит на кнопке; оплата — на следующем экране. Видео на пользу размер, а не лишние шаги: хватит и самого малого их числа.
pay-offer_video = Снова ваше видео, только больше и дольше: { $lengths }. Цена стоит на кнопке; оплата — на следующем экране. Видео на пользу размер и длина, а не лишние шаги: хватит и самого малого их числа.
pay-title = Картинка побольше
pay-title_zoom = Видео больше и длиннее
pay-description = Та же картинка с тем же seed: { $size } px, до { $steps ->
        [one] { $steps } шага
        [few] { $steps } шагов
        [many] { $steps } шагов
       *[other] { $steps } шага
    }. Если сделать её не удастся, плата вернётся сама.
pay-description_draw = Тот же рисунок с тем же seed: { $size } px. Если сделать его не удастся, плата вернётся сама.
pay-description_zoom = То же видео с тем же seed: { $size } px, { $frames ->
        [one] { $frames } кадр
        [few] { $frames } кадра
        [many] { $frames } кадров
       *[other] { $frames } кадра
    }, до { $steps ->
        [one] { $steps } шага
        [few] { $steps } шагов
        [many] { $steps } шагов
       *[other] { $steps } шага
    } на каждый. Если сделать его не удастся, плата вернётся сама.
pay-description_video = Ваше видео с тем же seed: { $size } px, до { $seconds } с. Если сделать его не удастся, плата вернётся сама.
pay-label = Картинка { $size } px
pay-label_zoom = Видео { $size } px
pay-comes_back = Эту картинку я сделать уже не могу, поэтому возвращаю вам { $stars } ⭐. Чтобы начать заново, пришлите фото.
pay-comes_back_banned = Оплату от вас я не принимаю, поэтому возвращаю вам { $stars } ⭐.
pay-paid_twice = Это уже было оплачено, поэтому возвращаю вам { $stars } ⭐ за второй раз.
pay-already_paid = Это уже оплачено. Ещё раз ничего не списано.
pay-preview = Маленький набросок выше бесплатный, и ждать его не нужно.
pay-no_preview = Маленького наброска сейчас не будет: бесплатные картинки на сегодня закончились или слишком много их ещё ждёт.
pay-or_credits = Или сразу кредитами: у вас их { $credits }.
pay-paid_credits = Оплачено: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
pay-title_pack = { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }
pay-description_pack = Набор: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Кредит стоит столько же, сколько звезда, а платят им одним нажатием под большой картинкой.
pay-pack_paid = За { $stars } ⭐ вы получили { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Одним нажатием кредитами платят за большие картинки; сколько их у вас, покажет /balance.
pay-pack_comes_back = Этот набор я уже не могу дать, поэтому возвращаю вам { $stars } ⭐. Что есть, покажет /balance.
pay-plan_begun = Подписка { $title } теперь ваша: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } сейчас и каждый месяц, а ваши картинки стоят в очереди ближе. За следующий месяц Telegram возьмёт { $stars } ⭐: это будет { DATETIME($date, dateStyle: "long") }, если вы её не остановите. Остановить можно в /balance.
pay-plan_another = Подписка { $title } продлена до { DATETIME($date, dateStyle: "long") } за { $stars } ⭐, и вы получили { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
pay-had = Точно такое вы уже купили, так что платить не нужно: вот оно ещё раз.
pay-had_back = Точно такое вы уже покупали раньше, поэтому плата вернётся сама.

## pay.plan_back

pay-plan_back-unknown = Эту подписку я уже не знаю, поэтому возвращаю вам { $stars } ⭐. Что есть, покажет /subscribe.
pay-plan_back-banned = Я для вас больше не работаю, поэтому возвращаю вам { $stars } ⭐ и останавливаю подписку.
pay-plan_back-second = Подписка у вас уже есть, поэтому возвращаю вам { $stars } ⭐ за вторую и останавливаю её.
pay-plan_back-ended = Эта подписка закончилась, поэтому возвращаю вам { $stars } ⭐. Новую начнёт /subscribe.

## pay.refused

pay-refused-expired = Это предложение уже не действует. Нажмите «Увеличить» ещё раз. Ничего не списано.
pay-refused-wrong_user = Этот счёт выставлен кому-то другому. Ничего не списано.
pay-refused-wrong_amount = Цена изменилась. Нажмите «Увеличить» ещё раз. Ничего не списано.
pay-refused-already_paid = Это уже оплачено. Ещё раз ничего не списано.
pay-refused-banned = Оплату от вас я больше не принимаю. Ничего не списано.
pay-refused-gone = Картинки здесь уже нет, поэтому увеличить её я не могу. Ничего не списано.
pay-refused-pack_expired = Этот набор больше не продаётся или стоит иначе. Что есть, покажет /balance. Ничего не списано.
pay-refused-plan_expired = Такая подписка больше не продаётся, или её условия изменились. Что есть, покажет /subscribe. Ничего не списано.
pay-refused-subscribed = Подписка у вас уже есть, её покажет /balance. Ничего не списано.
pay-refused-used_up = Сегодня вы взяли столько, сколько можно одному человеку, или слишком многое ещё ждёт. Попробуйте позже, самое позднее — после полуночи по UTC. Ничего не списано.
pay-refused-later = Сейчас я не могу принять оплату. Попробуйте ещё раз через минуту. Ничего не списано.

## balance

balance-none = Кредитов у вас нет. Кредит стоит столько же, сколько звезда, а платят им одним нажатием под большой картинкой.
balance-credits = У вас { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Кредит стоит столько же, сколько звезда, а платят им одним нажатием под большой картинкой.
balance-held = И ещё { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } — за то, что сейчас делается. Что не пригодится, вернётся.
balance-given = И ещё { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } — в подарках, которые никто пока не открыл. Через неделю такой подарок возвращается.
balance-entries = Последнее:
balance-line = { DATETIME($date, dateStyle: "short") }  { $amount }  { $what }
balance-with_note = { $what }: { $note }
balance-of_people = Кредиты бывают только у людей. Спросите от своего имени или напишите мне лично.

## plan

plan-offer = { $title }: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } каждый месяц за { $stars } ⭐, а ваши картинки, и бесплатные тоже, стоят в очереди ближе. Подписка продлевается каждый месяц, пока вы не остановите её одним нажатием в /balance; всё, что уже есть, остаётся вашим.
plan-description = { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } каждый месяц, а ваши картинки стоят в очереди ближе. Остановить можно в любой день: кредиты останутся вам.
plan-none = Подписки здесь нет. Ваши кредиты покажет /balance.
plan-renews = { $title }: { DATETIME($date, dateStyle: "long") } начнётся следующий месяц — { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } за { $stars } ⭐.
plan-ends = { $title }: действует до { DATETIME($date, dateStyle: "long") } и на этом заканчивается.
plan-is_due = { $title }: месяц от { DATETIME($date, dateStyle: "long") } ещё не оплачен. Подписка продолжится, как только Telegram получит { $stars } ⭐.
plan-stopped = Остановлено: больше ничего не спишется. До { DATETIME($date, dateStyle: "long") } подписка { $title } ещё действует, а кредиты остаются вам.
plan-may_go_on = После { DATETIME($date, dateStyle: "long") } подписка { $title } может продолжиться. Включите её теперь в Telegram: «Настройки», «Мои звёзды», эта подписка, «Возобновить».
plan-not_this = Эта кнопка больше не работает: та подписка закончилась. Что у вас есть, покажет /balance.
plan-at_telegram = Telegram сейчас не даёт мне этого сделать. Вы можете сами: «Настройки», «Мои звёзды», эта подписка.
plan-lapsed = Подписка { $title } была оплачена до { DATETIME($date, dateStyle: "long") }, но звёзд за новый месяц Telegram не получил, поэтому она закончилась. Кредиты остаются вам; снова её начнёт /subscribe.
plan-ended = Как вы и хотели, { DATETIME($date, dateStyle: "long") } подписка { $title } закончилась. Кредиты остаются вам; снова её начнёт /subscribe.
plan-forgotten = Вы попросили всё удалить, поэтому вашу подписку я остановил: больше за неё ничего не спишется.

## balance.entry

balance-entry-sold = куплено за звёзды
balance-entry-subscription = по вашей подписке
balance-entry-promo = по коду
balance-entry-invitation = за приглашение
balance-entry-style_use = за рисунки других в ваших стилях
balance-entry-operator = от владельца этого бота
balance-entry-shortfall = за шаги, которые оплачены, но не сделаны
balance-entry-gift_given = отложено в подарок
balance-entry-gift_back = подарок вернулся
balance-entry-gift_received = подарок вам
balance-entry-paid = за большую картинку
balance-entry-back = обратно за то, что не сделано
balance-entry-withdrawn = ушло назад вместе со звёздами, за которые куплено
balance-entry-forfeited = удалено вместе со всем остальным

## promo

promo-off = Кодов здесь сейчас нет. Ваши кредиты покажет /balance.
promo-usage = Напишите код сразу после команды: /promo КОД.
promo-given = Вы получили { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Сколько их теперь, покажет /balance.
# What oneiro promo says to an operator.
promo-created = { $code } даёт { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } каждому из { $uses ->
        [one] { $uses } человека
        [few] { $uses } человек
        [many] { $uses } человек
       *[other] { $uses } человека
    }, до конца { $until } (UTC). С [promo] enabled в файле тарифов им можно пользоваться сразу.
promo-ended = Код { $code } больше не действует. Что он дал, остаётся.
promo-counts = { $code }  { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }, использован { $used } из { $uses ->
        [one] { $uses } раза
        [few] { $uses } раз
        [many] { $uses } раз
       *[other] { $uses } раза
    }, до { $until }
promo-over = { $code }  { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }, использован { $used } из { $uses ->
        [one] { $uses } раза
        [few] { $uses } раз
        [many] { $uses } раз
       *[other] { $uses } раза
    }, больше не действует
promo-no_codes = Кодов нет. Новый сделает oneiro promo create.

## promo.refused

promo-refused-unknown = Такого кода я не знаю. Проверьте, пожалуйста, так ли он пишется.
promo-refused-over = Этот код больше не действует.
promo-refused-used_up = Этим кодом уже воспользовались все, на кого он был рассчитан.
promo-refused-had = Кредиты по этому коду у вас уже есть. Их покажет /balance.

## gift

gift-usage = Скажите, сколько кредитов: /gift 50. Вы получите ссылку; кто первым её откроет, тому и подарок.
gift-made = Отложено: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Перешлите следующее сообщение тому, для кого подарок: его получит первый, кто откроет ссылку. Если до { DATETIME($until, dateStyle: "long") } её не откроет никто, подарок вернётся к вам.
gift-message = Вам подарок: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } на мои картинки. Откройте его до { DATETIME($until, dateStyle: "long") }: { $link }
gift-was_opened = Ваш подарок открыт: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
gift-taken_back = Подарок снова ваш: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Ссылка больше не работает.
gift-came_back = Ваш подарок никто не открыл, и он снова ваш: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.

gift-from_operator =
    { $credits ->
        [one] { $credits } кредит теперь ваш
        [few] { $credits } кредита теперь ваши
        [many] { $credits } кредитов теперь ваши
       *[other] { $credits } кредита теперь ваши
    } — подарок от тех, кто ведёт этого бота: { $reason }

    Кредитами оплачивается «Увеличить» под картинкой; /balance покажет, сколько их.
gift-not_open = Этот подарок уже открыт или вернулся к тому, кто его дарил.

## gift.opened

gift-opened-received = Вам подарок: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Пришлите фото, и начнём; кредитами платят, нажав под картинкой «Увеличить».
gift-opened-yours = Этот подарок уже ваш: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Всё вместе покажет /balance.
gift-opened-own = Это ваш собственный подарок: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Перешлите сообщение кому-нибудь или заберите подарок кнопкой «Забрать назад».
gift-opened-gone = Этот подарок открыл кто-то другой, или его срок прошёл.

## invitation

invitation-off = Приглашений здесь сейчас нет. Подарить кому-нибудь кредиты можно командой /gift.
invitation-link =
    Ваше приглашение: { $link }

    Кто впервые придёт по нему, получит { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }, когда будет готова его первая картинка, и столько же получите вы. Это действует для { $per_person ->
        [one] { $per_person } человека
        [few] { $per_person } человек
        [many] { $per_person } человек
       *[other] { $per_person } человека
    }, не больше { $per_day } в день.
invitation-arrived = Вы пришли по приглашению: когда будет готова ваша первая картинка, вы оба получите по { $credits ->
        [one] { $credits } кредиту
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
invitation-rewarded = Ваша первая картинка готова, а пришли вы по приглашению, и за это получаете { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Сколько их теперь, покажет /balance.
invitation-brought = У того, кого вы пригласили, готова первая картинка, и вы получаете { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }. Сколько их теперь, покажет /balance.

## errors
## Our own errors, by their class. Those of the engine stand in its own texts.

errors-SettingsError = { $name }: { $problem }. { $remedy }
errors-NotAPictureError = Я работаю с картинками и видео. Пришлите фото или видео, можно и файлом: JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF, BMP, MP4, MOV, WebM, MKV или AVI.
errors-FilmNotPhotoError = Это видео, а { $command } работает с фото. Для видео есть /video: /video dream или /video mosaic.
errors-FilmNotColouredError = Видео я не раскрашиваю. Остановите его на лучшем кадре, сделайте снимок экрана и пришлите его мне с /colorize.
errors-OwnColoursError = У этого фото есть свои цвета. Скажите /colorize recolour, и сначала я их уберу.
errors-NotAFilmError = /video работает с видео. Пришлите его: видео, GIF или файл MP4, MOV, WebM, MKV или AVI. Для фото есть /dream и /style; видео из фото сделает /zoom.
errors-PictureGoneError = Эту картинку я больше не могу найти. Пришлите её ещё раз.
errors-StorageChatError = Сейчас у меня не получается приносить картинки в другие чаты, это увидит оператор. В нашем с вами чате я её сделаю.
errors-NotStartedError = Мне пока некуда положить картинку. Откройте { $link }, один раз нажмите «Старт» и попросите здесь снова.
errors-StyleGoneError = Этого стиля больше нет: его автор удалил его или перестал им делиться. Выберите другой: /style
errors-TooHeavyToOpenError = { $name } требует больше памяти или времени, чем я могу дать. Пришлите что-нибудь поменьше или сохраните в другом формате.
errors-UnreadableRowError = Это сделано другой моей версией, и прочесть его я не могу. Оно сохранено, а владелец сервиса об этом знает.
errors-AlreadyAskedError = Это я уже делаю.
errors-FilmTooLargeError = Видео вышло на { $mb } МБ, а я могу отправить не больше { $limit_mb } МБ. Попросите меньше кадров или размер поменьше.
errors-FilmTooLargeToShowError = В этом фильме { $mb } МБ, а в ленте помещается не больше { $limit_mb } МБ. Сделайте покороче или поменьше и покажите его.
errors-CaptionTooLongError = Столько под картинкой не поместится. Скажите короче: меньше названий или меньше цифр.
errors-DailyLimitError = На сегодня бесплатное закончилось: в день это { $jobs ->
        [one] { $jobs } картинка
        [few] { $jobs } картинки
        [many] { $jobs } картинок
       *[other] { $jobs } картинки
    }. Новые — завтра, с полуночи по UTC. Или нажмите под картинкой «Увеличить»: большие делаются всегда.

errors-GroupLimitError = На сегодня у этой группы всё: { $pictures ->
        [one] { $pictures } картинка
        [few] { $pictures } картинки
        [many] { $pictures } картинок
       *[other] { $pictures } картинки
    } в день, так решили администраторы. Новые — завтра, с полуночи по UTC. А наедине я сделаю вам ещё.
errors-OnlyAdministratorsError = В этой группе просить картинки могут только администраторы. Ваши я сделаю наедине: напишите мне там.
errors-RenderTimeLimitError = Бесплатную работу на сегодня, { $seconds } с на человека, вы уже получили. Ещё будет завтра, с полуночи по UTC. Или нажмите под картинкой «Увеличить»: большие делаются всегда.
errors-WaitingLimitError = { $jobs ->
        [one] Уже ждёт { $jobs } ваша картинка
        [few] Уже ждут { $jobs } ваши картинки
        [many] Уже ждут { $jobs } ваших картинок
       *[other] Уже ждут { $jobs } ваших картинки
    }, больше сразу нельзя. Попросите снова, когда одна будет готова, или нажмите «Отмена» под той, что не нужна.
errors-MayNotShowError = В этом чате мне нельзя отправлять картинки, видео и файлы. Попросите администратора разрешить это или напишите мне лично.
errors-UndeliveredError = Отдать картинку я не смог: этот чат для меня закрыли.
errors-NotReadableError = { $problem }
errors-NotEnoughError = Это стоит больше кредитов, чем есть. Сколько их, покажет /balance.
errors-PromoCodeError = { $code }: { $problem }
errors-NoSuchPrintError = Заказа { $number } нет. Какие есть, покажет oneiro prints list.
errors-PrintStateError = Заказ { $number } сейчас в состоянии { $state }; дальше возможно только: { $nexts }.
errors-PrintFileGoneError = Файла заказа { $number } нет: он ещё делается или не получился. Посмотрите: oneiro prints show { $number }. Сделать заново: oneiro prints again { $number }
errors-PrintNotAgainError = Файл заказа { $number } заново не делается: он уже делается или заказ в состоянии «{ $state }» это уже прошёл. Посмотреть: oneiro prints show { $number }
errors-NoSuchJobError = Задания { $job_id } нет. Законченные задания через какое-то время забываются; известные покажет oneiro jobs.
errors-BackupError = { $file }: { $problem }
errors-QueueError = Очередь сейчас недоступна. Ваша картинка подождёт и будет сделана.
errors-ResultsAwayError = Сейчас мне недоступно место, где лежат готовые картинки. Попробуйте ещё раз через минуту.
errors-NotBookedError = Записать вашу оплату пока не удалось. Она в сохранности, а я пробую снова и снова.
errors-StorageError = Сейчас я ничего не могу запомнить. Продолжу, как только смогу.

## chat_errors
## What a person in a chat can do about them is another thing than at a terminal.

chat_errors-ClipTooLongError = { $name } длится { $length }; целиком я беру не больше { $limit }. Обрежьте его или скажите seconds=10, чтобы взять начало.
chat_errors-OptionError = { $option }={ $value } не подходит: { $rule }. Примеры есть в /help.
chat_errors-WeightsError = Сеть { $network } не готова: { $problem }. Уберите network=, и я возьму ту, что готова.
chat_errors-SettingsError = Я настроен не до конца. Владелец узнает об этом из журнала.

## rules
## The {rule} of an option that only a chat has, or that a chat speaks of in its own way.

rules-part_of_photo = для части фото нужен один стиль или два
rules-painted_or_dreamt = видео делается или в стиле, или во сне, но не то и другое сразу
rules-kinds_of_dream = виды снов — для /video dream
rules-no_instant_dream = это для стилей; короткого пути ко сну нет
rules-one_instant = нарисованное сразу каждый раз выходит одинаковым; уберите instant или x4
rules-after_live = дальше скажите, с чего начать: предметы или вид сна, например /dream live кот

## amounts

amounts-too_many_bytes = слишком много байтов

## settings
## The {name}, {problem} and {remedy} of a SettingsError, which whoever runs us reads at a terminal.

settings-all = Настройки
settings-database = База данных
settings-port = Порт { $port }
settings-port_of = Порт { $port } на { $host }
settings-metrics_port = Порт { $port } на { $host } ({ $setting })
settings-place = { $file }, { $place }
settings-first_tier = первый тариф

## problems

problems-not_set = значение не задано
problems-no_library = нужна библиотека { $library }, а она не установлена
problems-no_sentinels = это не redis+sentinel://host:26379,host:26379/name/0
problems-no_such_setting = такой настройки нет
problems-unreadable = не читается ({ $why })
problems-is_file = { $file } — это файл
problems-folder_not_writable = в { $folder } нельзя писать ({ $why })
problems-already_runs = в { $folder } уже работает Oneiro (процесс { $pid })
problems-path_too_long = путь слишком длинный для сокета, а { $short } принадлежит кому-то другому
problems-other_tables = таблицы другой версии ({ $version })
problems-older_tables = таблицы слишком старые для этой версии ({ $version })
problems-port_taken = занято другой программой
problems-port_not_to_be_had = занять не удалось
problems-no_redis = на этой машине не нашлось ни redis-server, ни valkey-server
problems-did_not_start = { $program } не запускается
problems-unknown_token = Telegram его не знает
problems-no_local_token = локальному Telegram нужен токен, чтобы узнавать бота
problems-no_first_tier = он должен быть и ничего не стоить
problems-only_first_is_free = бесплатным может быть только первый тариф
problems-less_than = здесь разрешено меньше, чем в [{ $tier }]
problems-no_tier = тариф — это таблица с коротким именем из строчных букв
problems-no_defaults = нужна таблица искусств
problems-no_art = нужна таблица для одного из { $arts }
problems-no_such_key = такого ключа нет; есть { $keys }
problems-title = нужен текст длиной от 1 до { $most ->
        [one] { $most } знака
        [few] { $most } знаков
        [many] { $most } знаков
       *[other] { $most } знака
    }
problems-number_list = нужен список чисел
problems-one_number_or_two = нужно одно число или [меньшее, большее]
problems-least_first = меньшее стоит первым
problems-whole_number = нужно целое число от { $low } до { $high }
problems-packs = нужен список, в котором не больше { $most ->
        [one] { $most } набора
        [few] { $most } наборов
        [many] { $most } наборов
       *[other] { $most } набора
    }
problems-just_keys = нужна таблица ровно с этими ключами: { $keys }
problems-yes_or_no = нужно true или false
problems-day_is_over = этот день уже прошёл
problems-no_day = нужен день, например 2026-12-31
problems-code_letters = в коде от 3 до 32 букв от a до z, цифр, - и _
problems-code_exists = такой код есть или был
problems-no_such_code = действующего кода с таким именем нет
problems-no_table = нужна непустая таблица
problems-no_list_of_tables = нужен список таблиц, хотя бы из одной
problems-text_list = нужен список текстов
problems-no_material = материал — это таблица с коротким именем из строчных букв
problems-no_country = страна — это таблица с двумя заглавными буквами её кода
problems-no_such_country = нужна одна из названных стран
problems-no_prices = там ничего не продаётся
problems-print_size = размер — это два целых числа в сантиметрах, до { $most }, меньшее первым, например 30x40
problems-print_pixels = { $size } вместе с вылетом — больше мегапикселей, чем { $megapixels }; уменьшите dpi
problems-currency = нужны три заглавные буквы валюты, например EUR
problems-shipping_name = нужно короткое имя из строчных букв, какого нет у других способов

## remedies

remedies-see_doctor = Загляните в doctor.
remedies-see_file = Загляните в { $file }.
remedies-see_all_settings = Все настройки есть в .env.example.
remedies-see_comments = Что подходит, сказано в комментариях { $file }.
remedies-run_everything = Или запустите всё сразу: oneiro up.
remedies-name_redis = Назовите Redis, с которым работает бот, или запустите всё сразу: oneiro up.
remedies-name_a_folder = Назовите папку.
remedies-another_folder = Назовите другую папку через --data-dir.
remedies-stop_it_first = Сначала остановите его или назовите другую папку через --data-dir.
remedies-shorter_path = Назовите папку с путём покороче.
remedies-metrics_port = Укажите в { $setting } свободный порт или 0 (любой свободный) либо уберите эту настройку.
remedies-another_port = Если его занимает другая программа, выберите другой порт.
remedies-choose_port = Выберите другой через --port.
remedies-install_redis = Установите один из них (Debian: apt install redis-server; macOS: brew install redis) или укажите свой в ONEIRO_REDIS_URL.
remedies-see_log = Причина записана в { $file }.
remedies-update = Обновите Oneiro или назовите другой ONEIRO_DATA_DIR или ONEIRO_DATABASE_URL.
remedies-migrate = Сначала обновите их: oneiro migrate
remedies-install_for_buckets = Установите её: pip install 'oneiro[s3]'.
remedies-get_token = Возьмите его у @BotFather или попробуйте всё без него: oneiro up.
remedies-make_token = `oneiro up` сделает его; вручную годится любой, например 1000000:local.
remedies-copy_token = Скопируйте его у @BotFather ещё раз.
remedies-check_token = Проверьте ONEIRO_BOT_TOKEN и сеть.
remedies-public_address = Telegram нужен публичный адрес https на порту 443, 80, 88 или 8443.

## health
## What /readyz says of each part of a process.

health-sql = SQL отвечает.
health-sql_away = SQL не отвечает: работает ли база данных и верно ли задан ONEIRO_DATABASE_URL?
health-redis = Redis отвечает.
health-redis_away = Redis не отвечает: работает ли он и верно ли задан ONEIRO_REDIS_URL?
health-telegram = Telegram отвечает.
health-telegram_away = Telegram не отвечает: работает ли сеть и верно ли задан ONEIRO_TELEGRAM_URL?
health-last_render_away = SQL не отвечает, поэтому этого никто не знает.
health-no_render = Рендеров ещё не было.
health-last_render = Последний рендер закончился { $seconds } с назад.
health-no_renderer = Процесс рендера завершился, а новый ещё не поднялся: загляните в журнал этого воркера.
health-render_failed = Последний рендер не удался { $seconds } с назад: загляните в журнал этого воркера.
health-late = Нет ответа за { $seconds } с.

## supervisor
## What `oneiro up` says at a terminal.

supervisor-ready =
    Oneiro готов.

      чат      { $address }
      сны      { $dream } на { $device }
      стили    { $style } на { $device }
      данные   { $data_dir }
supervisor-larger_network = Сеть покрупнее видит сны побогаче: oneiro weights fetch googlenet
supervisor-stop = Ctrl-C остановит всё.
supervisor-killed = { $name }: сигнал { $signal }, работа прервана; новый запуск через { $seconds } с
supervisor-ended = { $name }: работа закончилась с кодом { $code }; новый запуск через { $seconds } с

## overview
## What `oneiro status` says at a terminal, and /admin to an operator in the chat.

overview-head = Oneiro в { $folder }, { $time } UTC
overview-stop = Ctrl-C закроет этот экран.
overview-nothing_runs = В { $folder } ничего не работает. Чтобы начать: oneiro up
overview-redis_away = Redis не отвечает ({ $why }). Проверьте ONEIRO_REDIS_URL.
overview-no_worker = Воркеров нет: ничего не рендерится.
overview-unserved = Ни один работающий воркер не обслуживает пул { $pool }, а в нём ждут задания: { $count }. Запустите такой воркер или проверьте ONEIRO_POOLS у тех, что есть.
overview-no_database = В { $file } ещё нет базы данных: её создаст первый oneiro up.
overview-no_tables = База данных пуста: её подготовит первый oneiro up или oneiro bot.
overview-other_tables = Таблицы базы данных — версии { $found }, а этот Oneiro читает { $known }: старые обновит oneiro up, для новых нужен Oneiro поновее.
overview-database_away = База данных не отвечает ({ $why }).
overview-queue = очередь   { $tier }: { $count } { $state }, самое старое ждёт { $age }
overview-queue_empty = очередь   пусто
overview-waits = ждали     { $tier }: сегодня половина не дольше { $p50 }, 95 % не дольше { $p95 }
overview-cost = секунды   { $art } в { $tier } на { $device }: сегодня { $seconds } с, { $renders ->
        [one] { $renders } рендер
        [few] { $renders } рендера
        [many] { $renders } рендеров
       *[other] { $renders } рендера
    }
overview-no_cost = секунды   сегодня рендеров не было
overview-failures = сбои      сегодня { $count }
overview-failures_of = сбои      сегодня { $count }: { $by_error }
overview-stars = звёзды    сегодня пришло { $came }, ушло обратно { $went }
overview-earned = доход     { $product }: сегодня { $stars } ⭐ и { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    } за вычетом возвратов
overview-margin = прибыль   сегодня { $margin } ⭐: доход { $stars } ⭐, { $cost } ⭐ за { $seconds } с рендера
overview-worker = воркер    { $name } на { $device } для { $pools }: { $what }
overview-idle = свободен
overview-renders = { $art } в { $tier }, { $percent } % (задание { $job_id })

## job
## What `oneiro jobs` and `oneiro job` say at a terminal.

job-none = Таких заданий нет.
job-line = { $job_id }  { $at }  { $art } в { $tier } для { $user_id }: { $state }, рендер { $seconds } с

## premium
## What /admin says to an operator in the chat.

premium-tier = { $title }: до { $size } px, не больше { $steps ->
        [one] { $steps } шага
        [few] { $steps } шагов
        [many] { $steps } шагов
       *[other] { $steps } шага
    } · { $price }
premium-free = бесплатно
premium-how = Вверху один и тот же сон в каждом из этих размеров. Сначала сделайте бесплатную картинку, хоть много раз; «Увеличить» под ней покажет цену точно такой же, только большой. Пока вы не оплатите счёт, ничего не списывается, а если не понравится, /refund вернёт плату.

## ledger

ledger-clean = Учёт сходится: { $transfers ->
        [one] { $transfers } перевод
        [few] { $transfers } перевода
        [many] { $transfers } переводов
       *[other] { $transfers } перевода
    }, { $accounts ->
        [one] { $accounts } счёт
        [few] { $accounts } счёта
        [many] { $accounts } счетов
       *[other] { $accounts } счёта
    }, { $charges ->
        [one] { $charges } платёж
        [few] { $charges } платежа
        [many] { $charges } платежей
       *[other] { $charges } платежа
    }.
ledger-unbalanced = У перевода { $transfer } нет двух записей на его сумму.
ledger-broken = Счёт { $account }: запись { $entry } не продолжает предыдущую.
ledger-balance = Счёт { $account }: остаток { $balance }, а записи дают { $entries }.
ledger-sum = Все счета в { $currency } вместе дают { $sum }, а должны дать 0.
ledger-misplaced = Платёж { $charge_id } ({ $state }) в учёте стоит на { $where }, а должен стоять на { $expected }.
ledger-gift_not_held = { $hold } не удерживается, а подарок по нему ещё ждёт получателя.
ledger-gift_not_open = { $hold } удерживается, а подарка, который ждал бы получателя, по нему нет.
ledger-overdue = { $hold } удерживается дольше, чем что-либо длится.
ledger-agrees = Учёт сходится, и у Telegram лежит столько, сколько в нём сказано.
ledger-busy = Этим занят другой процесс. Спросите снова через несколько минут.
ledger-empty = В учёте ничего нет.
ledger-differs = Учёт не сходится с тем, что должно быть:
ledger-telegram = Telegram говорит, что у него { $telegram } ⭐ этого бота; по учёту их { $ledger } ⭐.

## print_orders
## What oneiro prints tells an operator, and the sheet for a printer.

print_orders-none = Заказов ещё не было.
print_orders-line = { $number }  { $at }  { $state }  { $what }  { $price }  { $country }
print_orders-no_file = нет
print_orders-written = Записано: { $file }

print_orders-again = Файл заказа { $number } будет сделан заново, как только подойдёт очередь. Посмотреть: oneiro prints show { $number }

## sheet

sheet-title = Заказ на печать { $number }
sheet-bleed = Вылет
sheet-file = Файл
sheet-checksum = SHA-256
sheet-paid = Оплачено
sheet-shipping = Доставка
sheet-address = Адрес
sheet-no_address = (удалён)
sheet-letters = Некоторые буквы здесь не нарисовать: они есть в oneiro prints show { $number }.

## admin

admin-usage =
    /admin queue — что ждёт, и сегодняшние ожидания, сбои и звёзды
    /admin user ID — человек в цифрах
    /admin ban ID причина — больше ничего не читать от человека или чата; /admin unban ID
    /admin refund ПЛАТЁЖ — вернуть то, чем он оплачен
    /admin credit ID СКОЛЬКО причина — дать человеку кредиты и сказать ему почему
    /admin broadcast СЛОВА — сказать всем, после нажатия кнопки; без слов — как идёт последняя рассылка
    /admin costs — сегодняшние секунды, звёзды и доход: по искусствам, продуктам и людям
    /admin regions — сколько людей ждут открытия, по языкам
    /admin feed — на что пожаловались в ленте: оставить или убрать
    /admin poll CHAT — спросить у чата, какой быть теме завтра
    /admin pause — воркеры больше ничего не берут; /admin resume
admin-workers = Воркеры: { $count }
admin-is_paused = Пауза: воркеры ничего не берут до /admin resume.
admin-user =
    { $user_id }, язык { $language }, впервые здесь { $since }, последний раз { $last }
    задания: { $jobs }
    оплачено и не возвращено { $stars } ⭐, сегодня { $seconds } с рендера
admin-is_banned = Блокировка: { $reason }
admin-banned = { $user_id } теперь в блокировке: больше ничего оттуда не читается. Заказанное раньше будет сделано.
admin-unbanned = { $user_id } не в блокировке.
admin-no_ban_of_operators = Это оператор: сначала уберите его из ONEIRO_OPERATORS.
admin-no_charge = Платежа { $charge_id } нет. Их названия есть в `oneiro job ID` и в чеках из /paysupport.
admin-refund_due = На пути к { $user_id }: { $stars } ⭐.
admin-refunded = К { $user_id } уже возвращалось раньше: { $stars } ⭐.
admin-refunded_credits = У { $user_id } снова { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
admin-had_credits_back = По этому платежу к { $user_id } уже возвращалось раньше: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }.
admin-credited = У { $user_id } прибавилось: { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }, а всего { $balance }.
admin-broadcast_ask = То, что вы написали после /admin broadcast, { $people ->
        [one] получит { $people } человек
        [few] получат { $people } человека
        [many] получат { $people } человек
       *[other] получат { $people } человека
    }.
admin-broadcast_begun = Рассылка началась, понемногу. Далеко ли она ушла, скажет /admin broadcast.
admin-broadcast_goes_on = Последняя рассылка идёт: получили { $sent }, не удалось связаться с { $failed }.
admin-broadcast_done = Последняя рассылка закончена: получили { $sent }, не удалось связаться с { $failed }.
admin-cost = { $user_id }: { $seconds } с, { $renders ->
        [one] { $renders } рендер
        [few] { $renders } рендера
        [many] { $renders } рендеров
       *[other] { $renders } рендера
    }
admin-stars = { $user_id }: { $stars } ⭐
admin-paused = Пауза: начатый рендер будет закончен, больше ничего не берётся, а заказы стоят в очереди.
admin-resumed = Воркеры снова берут задания.

## spans

spans-seconds = { $seconds } с
spans-minutes = { $minutes } мин
spans-hours = { $hours } ч

## migrate
## What `oneiro migrate` says at a terminal.

migrate-created = Таблицы созданы ({ $new }).
migrate-upgraded = Таблицы теперь версии { $new }; были { $old }.
migrate-up_to_date = Таблицы в порядке ({ $new }).
migrate-newer = Таблицы — от более новой версии ({ $old }), и эта с ними работает; ничего не изменено.

## backup
## What `oneiro backup` and `oneiro restore` say at a terminal.

backup-made = В { $file } — база данных ({ $version }) и перечень результатов: { $results }.
backup-restored = { $folder } теперь как в { $made_at }.
backup-use_pg_dump = База данных — Postgres, у него есть своё: pg_dump --format=custom --file='{ $file }' "$ONEIRO_DATABASE_URL"
backup-use_pg_restore = База данных — Postgres, у него есть своё: pg_restore --no-owner --dbname="$ONEIRO_DATABASE_URL" '{ $file }'
backup-not_empty = В { $folder } что-то есть, и там ничего не будет перезаписано. Назовите пустую или новую папку через --data-dir.
backup-newer = Это сделано более новым Oneiro (таблицы { $version }, этот знает { $known }). Сначала обновите Oneiro.
backup-damaged = Это повреждено или не резервная копия Oneiro. Ничего не изменено.
backup-no_copy = Базу данных не удалось скопировать ({ $why }).

## doctor
## What `oneiro doctor` says at a terminal.

doctor-writable = в { $folder } можно писать, свободно { $gigabytes } ГБ
doctor-free_space = Освободите место или назовите другой --data-dir.
doctor-results = { $place }: результаты там хранятся и находятся
doctor-results_away = { $place }: результаты там не сохранить ({ $why })
doctor-migrated = { $database }: таблицы в порядке, и она отвечает
doctor-jobs_aside = отложено { $jobs ->
        [one] { $jobs } задание, которое
        [few] { $jobs } задания, которые
        [many] { $jobs } заданий, которые
       *[other] { $jobs } задания, которые
    } эта версия не может прочесть, из них оплачено { $paid }
doctor-older_version = Их прочтёт та версия Oneiro, которая их сделала; каждое названо в журнале.
doctor-updates_aside = отложено обновлений: { $updates }
doctor-see_updates = Почему, сказано в журнале процесса чата: "an update was set aside". Они лежат в таблице updates, какими пришли; более новый Oneiro, возможно, их прочтёт.
doctor-own_redis = Redis { $version } (свой, проверен и остановлен)
doctor-redis = Redis { $version } (по адресу из ONEIRO_REDIS_URL)
doctor-no_token = ONEIRO_BOT_TOKEN не задан: `oneiro up` поднимет локальный Telegram
doctor-token = это токен @{ $username }
doctor-guests_off = Гостевой режим выключен: включите его в @BotFather, Bot Settings, чтобы меня звали под фото любого чата.
doctor-inline_off = Встроенный режим выключен: включите его в @BotFather, Bot Settings, чтобы свои работы отправляли в любой чат.
doctor-unknown_token = Telegram не знает этого токена
doctor-see_list = Что с каждой делать: oneiro weights list
doctor-richer_networks = Чтобы картинки были богаче: oneiro weights fetch googlenet, oneiro weights fetch vgg19
doctor-rendered = { $size_px } px: { $network } на { $device } за { $seconds } с

## doctor.remedies

doctor-remedies-python = Установите заново: make install
doctor-remedies-data = Назовите через --data-dir или ONEIRO_DATA_DIR папку, в которую вам можно писать.
doctor-remedies-results = Разрешите запись в папку; если это бакет, проверьте ONEIRO_RESULTS_URL, AWS_ENDPOINT_URL, ключи к нему и то, что им там разрешено.
doctor-remedies-database = Проверьте ONEIRO_DATABASE_URL или уберите его, чтобы работать с SQLite.
doctor-remedies-redis = Проверьте ONEIRO_REDIS_URL или уберите его и установите redis-server.
doctor-remedies-telegram = Проверьте ONEIRO_BOT_TOKEN у @BotFather и выход этой машины в интернет.
doctor-remedies-feed = Положите туда картинки, рядом с каждой её лицензию: docs/COMMUNITY.md.
doctor-remedies-networks = Установите заново: make install
doctor-remedies-dream = Попробуйте ONEIRO_DEVICE=cpu; если получится, дело в GPU или его драйвере.
doctor-remedies-style = Попробуйте ONEIRO_DEVICE=cpu; если получится, дело в GPU или его драйвере.

## feed
## Что люди показывают всем, в чате.

feed-button_show = Показать
feed-button_only_result = Только результат
feed-button_with_photo = Вместе с моим фото
feed-button_with_style = Вместе с моим стилем
feed-button_unsigned = Подписать: { $name }
feed-button_signed = ✓ Подпись: { $name }
feed-button_like = ♥ { $likes }
feed-button_next = Дальше
feed-button_like_this = Сделать так же
feed-button_report = Пожаловаться
feed-button_take_back = Больше не показывать
feed-button_open = На странице
feed-button_keep = Всё в порядке
feed-button_drop = Убрать
feed-button_drop_ban = Убрать и закрыть доступ
feed-ask =
    Показать это всем? Картинка встанет в ленту (/feed) со стилем и словами, а я буду хранить её копию, пока вы её не уберёте.

    Только результат: из чего он сделан, не увидит никто.
    Вместе с вашей картинкой: рядом с результатом все увидят и её, а вашим стилем смогут пользоваться другие.
feed-ask_plain = Показать это всем? Картинка встанет в ленту (/feed) со своими словами, а я буду хранить её копию, пока вы её не уберёте.
feed-unsigned = Подписать её нельзя: ни одной буквы вашего имени я не нарисую.
feed-shown = Теперь это видят все, в ленте (/feed). Убрать можно в любой момент: здесь или в /mine.
feed-shown_at =
    Теперь это видят все: в ленте (/feed) и здесь: { $link }
    Убрать можно в любой момент: здесь или в /mine.
feed-took_back = Убрано: этого больше нигде нет, и копии удалены.
feed-gone = Этого больше не показывают.
feed-liked = Вам нравится.
feed-liked_before = Вам это уже нравится.
feed-reported = Спасибо. На это посмотрит человек, который ведёт бота.
feed-empty = Пока никто ничего не показывает. Будьте первым: сделайте картинку и нажмите «Показать».
feed-end = Пока это всё. Сделайте что-нибудь своё и нажмите «Показать».
feed-mine_empty = Вы ничего не показываете. Нажмите «Показать» под готовой картинкой.
feed-mine_end = Это всё, что вы показываете.
feed-mine_hidden = Скрыто: на это пожаловались несколько человек, скоро это посмотрят.
feed-caption = { $title }
feed-caption_signed = { $title } · { $name }
feed-make_photo = Пришлите фото, и я сделаю так же. { $title }
feed-make_words =
    Чтобы сделать так же, пришлите фото с этими словами в подписи:
    { $command }
feed-make_style = Здесь стилем была картинка, которую автор никому не показывает. /style и ваша картинка — и я напишу так, как она.
feed-own_style = своя картинка
feed-private_style = картинка, которую не показывают
feed-as_it_comes = как получится
feed-hidden = На работу в ленте пожаловались, она скрыта, пока вы на неё не посмотрите: /admin feed
feed-queue_empty = В ленте смотреть нечего: жалоб нет.
feed-queue_item =
    { $title }
    автор { $user_id }, { $reports ->
        [one] { $reports } жалоба
        [few] { $reports } жалобы
        [many] { $reports } жалоб
       *[other] { $reports } жалобы
    }. { $state }
feed-queue_hidden = Сейчас скрыто.
feed-queue_shown = Сейчас показано.
feed-kept = Показано, эти жалобы больше не считаются.
feed-dropped = Убрано вместе с копиями.
feed-title-dream = Сон: { $what }
feed-title-style = Стиль: { $what }
feed-title-texture = Текстура: { $what }
feed-title-paint = Мазки: { $what }
feed-title-colorize = Чёрно-белое фото в цвете
feed-title-draw = Из ничего: { $what }
feed-title-explain = Что увидела сеть: { $what }
feed-title-zoom = Полёт внутрь картинки: { $what }
feed-title-video = Фильм: { $what }
feed-refused-shown = Это уже показано. Убрать можно в /mine.
feed-refused-gone = Этой картинки больше нет, показывать нечего.
feed-refused-banned = Показывать здесь вы ничего не можете.

## saved
## Styles that people save, share and keep.

saved-button_save = Сохранить стиль

saved-button_save_picture = Сохранить как стиль

saved-button_mine = ★ { $name }

saved-button_popular = ♥ { $name }

saved-button_before = ◀

saved-button_after = ▶

saved-button_use = Рисовать

saved-button_rename = Переименовать

saved-button_share = Поделиться

saved-button_unshare = Больше не делиться

saved-button_for_all = Показать всем

saved-button_not_for_all = Только по ссылке

saved-button_delete = Удалить

saved-button_put_away = Убрать

saved-button_next_photo = Нарисовать так следующее фото

saved-button_keep = Оставить среди моих

saved-in_private = Это лучше в нашем личном чате: ваши стили только ваши.

saved-how = Пришлите картинку с подписью /save_style или ответьте так на картинку. Слова после команды станут названием: /save_style Ночной сад

saved-default_name = Стиль { $number }

saved-saved = Сохранил. Он теперь в /mystyles и в /style.

saved-had = Этот стиль у вас уже есть.

saved-none = Сохранённых стилей пока нет. Пришлите картинку и нажмите «Сохранить как стиль» или ответьте на неё командой /save_style.

saved-caption = { $name } · { $place } из { $count }

saved-of_other = Им с вами поделились.

saved-link = Кто откроет эту ссылку, сможет рисовать в этом стиле: { $link }

saved-for_everybody = Он может появиться в /style у всех, под своим названием.

saved-used = { $uses ->
        [0] Пока никто, кроме вас, в нём не рисовал.
        [one] Другие нарисовали в нём { $uses } картинку.
        [few] Другие нарисовали в нём { $uses } картинки.
        [many] Другие нарисовали в нём { $uses } картинок.
       *[other] Другие нарисовали в нём { $uses } картинки.
    }

saved-brings = Каждая приносит вам { $credits ->
        [one] { $credits } кредит
        [few] { $credits } кредита
        [many] { $credits } кредитов
       *[other] { $credits } кредита
    }, до { $most } в день за все ваши стили.

saved-offered = Стиль, которым с вами делятся: { $name }

saved-own_link = Это ссылка на ваш собственный стиль.

saved-gone = Этого стиля больше нет.

saved-ask_name = ✏️ Как назвать { $name }? Ответьте новым названием, не длиннее { $most ->
        [one] { $most } знака
        [few] { $most } знаков
        [many] { $most } знаков
       *[other] { $most } знака
    }.

saved-name_old = Это было давно. Нажмите «Переименовать» ещё раз, в /mystyles.

saved-name-empty = В названии должно быть хоть что-то видимое. Пришлите другое.

saved-name-too_long = Слишком длинное название. Пришлите не длиннее { $most ->
        [one] { $most } знака
        [few] { $most } знаков
        [many] { $most } знаков
       *[other] { $most } знака
    }.

saved-shared-private = Ссылка больше не работает.

saved-shared-link = Ссылка готова, её можно отправить.

saved-shared-everybody = Теперь он может появиться в /style у всех.

saved-dropped = Удалено, и моя копия тоже.

saved-kept = Теперь он среди ваших: /mystyles

saved-refused-full = У вас уже { $most ->
        [one] { $most } стиль
        [few] { $most } стиля
        [many] { $most } стилей
       *[other] { $most } стиля
    }, больше нельзя. Сначала удалите какой-нибудь в /mystyles.

saved-refused-banned = Здесь вы ничего не можете сохранить.

saved-refused-gone = Этим стилем больше не делятся.

saved-refused-own = Он ваш: /mystyles

## stickers
## /sticker, and its button under a result.

stickers-how = Ответьте /sticker на картинку или на готовую работу, и я вырежу из неё стикер.
stickers-cannot = Стикер можно сделать из одной вашей картинки.
stickers-added = Стикер уже в вашем наборе.
stickers-alone = Вот ваш стикер. В набор Telegram его не взял.
stickers-title = Сны и картины
stickers-button = Стикер
stickers-button_more = Ещё
stickers-button_open = Открыть набор

## shapes
## A result as a story or a wallpaper, under More.

shapes-story_button = Для истории
shapes-phone_button = Обои на телефон
shapes-desk_button = Обои на компьютер
shapes-story = Для истории, 9:16.
shapes-phone = Обои для телефона.
shapes-desk = Обои для компьютера.

## my_photo
## The button under /start.

my_photo-button = Сон из моего фото профиля
my_photo-none = Фото профиля я не вижу. Пришлите вместо него любое фото.

## streak
## Under /mine, and nowhere else.

streak-days = { $days ->
    [one] Картинки у вас уже { $days } день подряд.
    [few] Картинки у вас уже { $days } дня подряд.
    [many] Картинки у вас уже { $days } дней подряд.
   *[other] Картинки у вас уже { $days } дня подряд.
}

## today
## /today, and /admin poll.

today-theme = Тема дня: { $theme }. Пришлите фото, и я увижу в нём такой сон; или отправьте /today вместе с фото или в ответ на него.
today-theme_in_group = Тема дня: { $theme }. Ответьте /today на фото.
today-poll_question = Какой быть теме завтра?
today-poll_sent = Опрос отправлен. Он закроется в полночь по UTC.
today-poll_there = Опрос о завтрашней теме уже есть.
today-poll_refused = Отправить туда не получилось: { $why }

## themes
## The word of a day's theme; beside it stands the name of a kind of dream.

themes-castle = замок
themes-peacock = павлин
themes-jellyfish = медуза
themes-lion = лев
themes-volcano = вулкан
themes-goldfish = золотая рыбка
themes-butterfly = бабочка
themes-pagoda = пагода
themes-palace = дворец
themes-octopus = осьминог
themes-fountain = фонтан
themes-lighthouse = маяк
themes-fox = лиса
themes-seashore = берег моря
themes-carousel = карусель
themes-owl = сова
themes-steam_locomotive = паровоз
themes-monastery = монастырь
themes-snail = улитка
themes-mosque = мечеть
themes-coral_reef = коралловый риф
themes-tiger = тигр
themes-valley = долина
themes-balloon = воздушный шар
themes-dragonfly = стрекоза
themes-violin = скрипка
themes-obelisk = обелиск
themes-frog = лягушка

## web
## Страницы ленты.

web-title = Лента Онейро
web-lead = Фотографии, ставшие снами и картинами у тех, кто их здесь показывает.
web-begin = Сделать свою
web-older = Что было раньше
web-newest = Самое новое
web-empty = Пока никто ничего не показывает.
web-empty_hint = Пришлите боту фото и нажмите «Показать» под тем, что получится.
web-missing = Этого больше не показывают.
web-missing_hint = Возможно, автор это убрал.
web-away = Лента ненадолго отошла. Загляните чуть позже.
web-made_of = Из чего сделано
web-photo = Фото
web-style = Стиль
web-private = Из чего это сделано, автор не показывает.
web-from_nothing = Сделано из одних слов.
web-with_words = Какими словами
web-like = Нравится
web-likes = { $likes ->
        [0] Отметок «нравится» пока нет
        [one] Нравится { $likes } человеку
        [few] Нравится { $likes } людям
        [many] Нравится { $likes } людям
       *[other] Нравится { $likes } людям
    }
web-like_this = Сделать так же
web-report = Пожаловаться
web-take_back = Это ваше? Убрать
web-back = Все работы
web-picture = { $title }, автор { $name }
web-shown_on = Показано { $date }
web-privacy = Всё здесь показывают сами авторы; стоит автору убрать работу, и её нет. Эти страницы не ставят cookie и не обращаются к другим сайтам.

## guest
## Below photos of chats that we are not in.

guest-begun = Принимаюсь за дело. Картинка появится здесь.
guest-how = Ответьте на фото словами { $bot } сон или { $bot } стиль мозаика: картинка появится вместо моего ответа.
guest-no_photo = Ответьте на фото словами { $bot } сон. Мне видно только то сообщение, на которое вы отвечаете.
guest-no_film = Это видео, а здесь я работаю с фото. Пришлите его { $bot } в наш чат: видео делаются там.
guest-which_style = В каком стиле? Скажите так: { $bot } стиль мозаика. Есть { $styles }.
guest-anonymous = Картинки я делаю для людей, а здесь вы говорите от имени чата. Попросите ещё раз от своего имени.
guest-storage_closed = Чат из ONEIRO_STORAGE_CHAT ({ $chat }) ничего от меня не принимает: { $why }. Пока мне не дадут туда писать, гости остаются без картинок. Говорю об этом один раз.
guest-help = В любом чате: ответьте на фото словами { $bot } сон, и картинка появится там.

## inline
## What stands where our name is written in the field of any chat.

inline-button = Сделать новую картинку
inline-style = Ответьте на фото словами { $bot } style { $name }: нарисую в стиле «{ $style }».
inline-style_private = Пришлите фото { $bot } и выберите стиль: { $style }. Так и нарисую.
inline-help = Напишите { $bot } и пробел в любом чате, чтобы отправить туда свою картинку.

## house
## Что рисует для ленты сам Oneiro, из папки со свободными картинками.

house-mark = рисует Oneiro
house-painted = Это нарисовал сам Oneiro, пока никто не ждал.
house-caption =
    { $title }
    Это нарисовал сам Oneiro, пока никто не ждал. Из чего: { $name }, автор { $author } ({ $licence }, { $source })
house-photo_by = { $name }, автор { $author }
house-source = Откуда она
house-queue_item =
    { $title }
    автор — сам Oneiro, { $reports ->
        [one] { $reports } жалоба
        [few] { $reports } жалобы
        [many] { $reports } жалоб
       *[other] { $reports } жалобы
    }. { $state }
house-spare = досуг     сегодня { $seconds } с на { $device } для ленты, { $count ->
        [one] показана { $count } картинка
        [few] показаны { $count } картинки
        [many] показано { $count } картинок
       *[other] показано { $count } картинки
    }
house-no_folder = ONEIRO_FEED_FOLDER не задан: пока никто не ждёт, для ленты ничего не рисуется
house-folder = { $folder }: для ленты есть { $count ->
        [one] { $count } картинка
        [few] { $count } картинки
        [many] { $count } картинок
       *[other] { $count } картинки
    }
house-skipped = пропущено: { $name }. { $why }
house-more_skipped = пропущено ещё: { $count }
house-unreadable = Не читается ({ $why }).
house-no_note = Рядом нужен { $note }: в нём лицензия, автор и источник.
house-broken_note = { $note } — не TOML ({ $why }).
house-lacks = В { $note } не указано { $what }.
house-not_free = «{ $licence }» — не из тех лицензий, по которым каждый может менять картинку и показывать её: они названы в docs/COMMUNITY.md.

## films
## Фильмы, которые люди показывают.

films-ask = Показать этот фильм всем? Он встанет в ленту (/feed) со своими словами, и каждый увидит в нём, из чего он сделан. Я буду хранить его копию, пока вы его не уберёте.
films-button_show = Показать фильм
films-made_of = Сделано из того, что в нём видно.
films-make_words =
    Чтобы сделать так же, пришлите видео с этими словами в подписи:
    { $command }
