"""Every error that the bot raises on purpose; the tree continues engine.errors.

ArtError
├── BadInputError            the engine's: the person can mend it
│   ├── NotAPictureError     a sticker, a text file
│   ├── FilmNotPhotoError    a film where a photo is worked on
│   ├── NotAFilmError        a photo or file where a film is worked on
│   ├── PictureGoneError     Telegram does not have the picture any more
│   ├── TooHeavyToOpenError  a file made, or grown, to cost us more than it may
│   ├── AlreadyAskedError    the same picture is being made
│   ├── CaptionTooLongError  its repeat line has no room under a picture
│   ├── FilmTooLargeError    more than Telegram takes
│   ├── DailyLimitError      today's free pictures are used up
│   ├── SizeLimitError       larger than the tier allows
│   ├── StepsLimitError      more steps than the tier allows
│   ├── FramesLimitError     a longer film than the tier allows
│   ├── SecondsLimitError    more of a person's film than the tier allows
│   └── LooksLimitError      more earlier looks of a painting than the tier allows
├── SettingsError        the operator's settings do not fit
├── MayNotShowError      words may be written in this chat, and no pictures shown
├── UndeliveredError     a paid picture whose person did not come back
├── QueueError           Redis is away or full
├── StorageError         the database is away
└── UnreadableRowError   something stored, of another version of ours
"""

from __future__ import annotations

from engine.errors import ArtError, BadInputError


class NotAPictureError(BadInputError):
    user_message = "I work with still pictures. Please send a photo, or a picture as a file."


class FilmNotPhotoError(BadInputError):
    user_message = (
        "That is a film, and {command} works on a photo. "
        "Films are for /video: /video dream, or /video mosaic."
    )


class NotAFilmError(BadInputError):
    user_message = (
        "/video works on a film. Please send one: a video, a GIF or a file in MP4, MOV, WebM, MKV "
        "or AVI. For a photo there are /dream and /style; /zoom makes a film of one."
    )


class PictureGoneError(BadInputError):
    user_message = "I cannot find that picture any more. Please send it again."


class TooHeavyToOpenError(BadInputError):
    user_message = (
        "{name} takes more memory or time to open than I can give it. "
        "Please send a smaller one, or save it in another format."
    )


class AlreadyAskedError(BadInputError):
    user_message = "I am already making that one."


class CaptionTooLongError(BadInputError):
    user_message = (
        "That is more than fits under a picture. Please shorten your words: "
        "fewer names, or fewer digits."
    )


class FilmTooLargeError(BadInputError):
    user_message = (
        "The film came to {mb} MB and I can send {limit_mb} MB at most. "
        "Please ask for fewer frames or a smaller size."
    )


class DailyLimitError(BadInputError):
    user_message = (
        "Your {jobs} free pictures for today are used up. Come back tomorrow, "
        "or press Make it bigger under a picture."
    )


class SizeLimitError(BadInputError):
    user_message = (
        "Free pictures go up to {free_px} px. Make it at {free_px} px first, "
        "then press Make it bigger: {prices}."
    )


class StepsLimitError(BadInputError):
    user_message = (
        "Free pictures take up to {free_steps} steps. Make it with those first, "
        "then press Make it bigger: {prices}."
    )


class FramesLimitError(BadInputError):
    user_message = (
        "Free films have up to {free_frames} frames. Make it with those first, "
        "then press Make it bigger: {prices}."
    )


class SecondsLimitError(BadInputError):
    user_message = (
        "Of a film, {free_s} s are free. Make those first, then press Make it bigger: {prices}."
    )


class LooksLimitError(BadInputError):
    user_message = (
        "Of a free painting I keep at most {free_looks} of the earlier looks (snapshots). "
        "Make it with those first, then press Make it bigger: {prices}."
    )


class SettingsError(ArtError):
    user_message = "{name}: {problem}. {hint}"


class MayNotShowError(ArtError):
    user_message = (
        "I may not send pictures, films or files in this chat. Please ask an administrator "
        "to allow it, or write to me in private."
    )


class UndeliveredError(ArtError):
    user_message = "I could not deliver the picture, since this chat was closed to me."


class QueueError(ArtError):
    user_message = "The queue is not reachable right now. Your picture waits and will be made."
    retryable = True


class StorageError(ArtError):
    user_message = "I cannot remember anything right now. I will go on with this as soon as I can."
    retryable = True


class UnreadableRowError(ArtError):
    user_message = (
        "That was made by another version of me, and I cannot read it. It is kept, "
        "and whoever runs this service was told."
    )
