SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.charges (
    charge_id text NOT NULL,
    offer_id text,
    user_id bigint NOT NULL,
    stars bigint NOT NULL,
    state text NOT NULL,
    job_id text,
    charged_at timestamp with time zone NOT NULL,
    refund_tries bigint NOT NULL,
    next_try_at timestamp with time zone,
    refunded_at timestamp with time zone
);
CREATE TABLE public.chat_moves (
    old_chat_id bigint NOT NULL,
    new_chat_id bigint NOT NULL,
    moved_at timestamp with time zone NOT NULL
);
CREATE TABLE public.drafts (
    id bigint NOT NULL,
    request_key text NOT NULL,
    chat_id bigint NOT NULL,
    user_id bigint NOT NULL,
    kind text NOT NULL,
    photo json,
    message_id bigint,
    has_media boolean NOT NULL,
    choices json NOT NULL,
    is_open boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.drafts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.drafts_id_seq OWNED BY public.drafts.id;
CREATE TABLE public.jobs (
    id character varying(12) NOT NULL,
    request_key text NOT NULL,
    chat_id bigint NOT NULL,
    user_id bigint NOT NULL,
    language text NOT NULL,
    "order" json NOT NULL,
    tier text NOT NULL,
    state text NOT NULL,
    attempt bigint NOT NULL,
    given_back bigint NOT NULL,
    progress double precision NOT NULL,
    score timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    finished_at timestamp with time zone,
    is_told boolean NOT NULL,
    reply_to bigint,
    charge_id text,
    parent_id text,
    draft_id bigint,
    status_message_id bigint,
    status_has_media boolean NOT NULL,
    outcome json,
    error_code text,
    error_facts json NOT NULL,
    not_before timestamp with time zone,
    troubles bigint DEFAULT '0'::bigint NOT NULL,
    unreachable_since timestamp with time zone,
    is_begun boolean DEFAULT false NOT NULL,
    is_deleted boolean DEFAULT false NOT NULL,
    offer_message_id bigint,
    is_set_aside boolean DEFAULT false NOT NULL,
    thread_id bigint
);
CREATE TABLE public.live_dreams (
    id character varying(12) NOT NULL,
    request_key text NOT NULL,
    chat_id bigint NOT NULL,
    open_chat_id bigint,
    user_id bigint NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    seed bigint NOT NULL,
    photo json,
    message_id bigint,
    has_media boolean NOT NULL,
    shown text,
    pieces bigint NOT NULL,
    piece_id text,
    film_id text,
    film_s double precision NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_wish_at timestamp with time zone NOT NULL,
    ending text,
    is_told boolean NOT NULL,
    is_set_aside boolean DEFAULT false NOT NULL
);
CREATE TABLE public.live_wishes (
    id bigint NOT NULL,
    request_key text NOT NULL,
    live_id character varying(12) NOT NULL,
    user_id bigint NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    subjects json NOT NULL,
    message_id bigint,
    job_id text,
    is_dropped boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.live_wishes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.live_wishes_id_seq OWNED BY public.live_wishes.id;
CREATE TABLE public.offers (
    id character varying(12) NOT NULL,
    request_key text NOT NULL,
    user_id bigint NOT NULL,
    chat_id bigint NOT NULL,
    parent_job_id text NOT NULL,
    tier text NOT NULL,
    steps bigint NOT NULL,
    stars bigint NOT NULL,
    message_id bigint,
    created_at timestamp with time zone NOT NULL,
    sold json
);
CREATE TABLE public.people (
    user_id bigint NOT NULL,
    language text NOT NULL,
    first_seen_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL
);
CREATE TABLE public.photos (
    id character varying(12) NOT NULL,
    chat_id bigint NOT NULL,
    user_id bigint NOT NULL,
    message_id bigint NOT NULL,
    file_id text NOT NULL,
    media_group_id text,
    is_style boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    is_film boolean DEFAULT false NOT NULL
);
CREATE TABLE public.updates (
    update_id bigint NOT NULL,
    payload json,
    replays bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    is_set_aside boolean DEFAULT false NOT NULL,
    holder text,
    held_until timestamp with time zone
);
ALTER TABLE ONLY public.drafts ALTER COLUMN id SET DEFAULT nextval('public.drafts_id_seq'::regclass);
ALTER TABLE ONLY public.live_wishes ALTER COLUMN id SET DEFAULT nextval('public.live_wishes_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('v0005');
INSERT INTO public.charges VALUES ('paid', '6l15s6v8w7d9', 1, 75, 'paid', '4zllkotnlvhr', '2026-03-01 12:00:00+00', 0, NULL, NULL);
INSERT INTO public.charges VALUES ('due', 'bw030knf0vu5', 1, 75, 'refund_due', NULL, '2026-03-01 12:00:00+00', 0, '2026-03-01 12:00:00+00', NULL);
INSERT INTO public.charges VALUES ('refunded', 'ce2tcwwqt2zy', 1, 75, 'refunded', NULL, '2026-03-01 12:00:00+00', 0, NULL, '2026-03-01 12:00:09+00');
INSERT INTO public.chat_moves VALUES (-1001, -1002001, '2026-03-01 12:00:00+00');
INSERT INTO public.drafts VALUES (1, 'menu-dream', 1, 1, 'dream', '{"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}', 8, true, '{"depth": 2}', true, '2026-03-01 12:00:00+00');
INSERT INTO public.drafts VALUES (2, 'menu-style', 1, 1, 'style', '{"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}', 8, true, '{}', false, '2026-03-01 12:00:00+00');
INSERT INTO public.jobs VALUES ('mfm21ipzd11a', 'waiting', 1, 1, 'en', '{"art": "style", "options": {"steps": 200, "recipe": "multiscale", "instant": false, "colours": "style", "scale": 1.0, "region": "all", "feather": 0.02, "keep_faces": false, "content_layers": [], "style_layers": [], "content_weight": 0.1, "style_weight": 1.0, "tv_weight": 1.0, "learning_rate": 0.02, "snapshots": 0, "strength": 1.0, "seed": 4}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [{"name": "swirls", "picture": null, "weight": 1.0}, {"name": "own", "picture": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "weight": 0.5}], "guide": null, "mask": null, "live_id": null}', 'free', 'waiting', 0, 0, 0, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', NULL, NULL, false, 7, NULL, NULL, NULL, NULL, false, NULL, NULL, '{}', NULL, 0, NULL, false, false, NULL, false, 3);
INSERT INTO public.jobs VALUES ('4w1yc7dy17nb', 'put off', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'waiting', 1, 1, 0, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, '{}', '2026-03-01 12:01:30+00', 1, NULL, false, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('0t6jv7xb17up', 'rendered', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'rendered', 1, 0, 1, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', '2026-03-01 12:00:03+00', NULL, false, NULL, NULL, NULL, NULL, NULL, false, '{"options": {"classes": [], "random_classes": false, "layer": "inception_3b", "objective": "l2", "channels": [], "network": "embedded", "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "width": 600, "height": 400, "steps": 40, "steps_cut": false, "seconds": 2.5, "device": "cpu", "notes": ["animated", {"key": "notes.moves", "facts": {"name": "Your photo"}}], "labels": [], "film": null, "clip": null, "looks": 0}', NULL, '{}', NULL, 0, NULL, false, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('dpjdw6xwyvws', 'running', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'running', 1, 0, 0, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', '2026-03-01 12:00:03+00', NULL, false, NULL, NULL, NULL, NULL, 9, false, NULL, NULL, '{}', NULL, 0, NULL, true, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('r1nschvyyjrf', 'kept', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'rendered', 1, 1, 1, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, false, '{"options": {"classes": [], "random_classes": false, "layer": "inception_3b", "objective": "l2", "channels": [], "network": "embedded", "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "width": 600, "height": 400, "steps": 40, "steps_cut": false, "seconds": 2.5, "device": "cpu", "notes": ["animated", {"key": "notes.moves", "facts": {"name": "Your photo"}}], "labels": [], "film": null, "clip": null, "looks": 0}', NULL, '{}', NULL, 0, '2026-03-01 12:00:05+00', false, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('0zf6p2tpr79i', 'done', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'done', 1, 0, 1, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', NULL, '2026-03-01 12:00:09+00', true, NULL, NULL, NULL, NULL, NULL, false, '{"options": {"classes": [], "random_classes": false, "layer": "inception_3b", "objective": "l2", "channels": [], "network": "embedded", "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "width": 600, "height": 400, "steps": 40, "steps_cut": false, "seconds": 2.5, "device": "cpu", "notes": ["animated", {"key": "notes.moves", "facts": {"name": "Your photo"}}], "labels": [], "film": null, "clip": null, "looks": 0}', NULL, '{}', NULL, 0, NULL, false, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('bbc5sdr12nj3', 'deleted', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'done', 1, 0, 1, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', NULL, '2026-03-01 12:00:09+00', true, NULL, NULL, NULL, NULL, NULL, false, '{"options": {"classes": [], "random_classes": false, "layer": "inception_3b", "objective": "l2", "channels": [], "network": "embedded", "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "width": 600, "height": 400, "steps": 40, "steps_cut": false, "seconds": 2.5, "device": "cpu", "notes": ["animated", {"key": "notes.moves", "facts": {"name": "Your photo"}}], "labels": [], "film": null, "clip": null, "looks": 0}', NULL, '{}', NULL, 0, NULL, false, true, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('30yp418xowqr', 'told', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'failed', 1, 0, 0, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', NULL, '2026-03-01 12:00:09+00', true, NULL, NULL, NULL, NULL, NULL, false, NULL, 'BrokenPictureError', '{"name": "Your photo"}', NULL, 0, NULL, false, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('3x35b65xkygb', 'untold', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'failed', 1, 0, 0, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', NULL, '2026-03-01 12:00:09+00', false, NULL, NULL, NULL, NULL, NULL, false, NULL, 'BrokenPictureError', '{"name": "Your photo"}', NULL, 0, NULL, false, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('1ahzx40xjh25', 'cancelled', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'free', 'cancelled', 0, 0, 0, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', NULL, '2026-03-01 12:00:09+00', false, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, '{}', NULL, 0, NULL, false, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('4zllkotnlvhr', 'bought-paid', 1, 1, 'en', '{"art": "dream", "options": {"classes": [], "random_classes": false, "objective": "l2", "channels": [], "octaves": 4, "octave_scale": 1.4, "steps_per_octave": 10, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "guide_mode": "match"}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": null}', 'hd', 'waiting', 0, 0, 0, '2026-03-01 11:55:00+00', '2026-03-01 12:00:00+00', NULL, NULL, false, NULL, 'paid', 'parent', NULL, NULL, false, NULL, NULL, '{}', NULL, 0, NULL, false, false, NULL, false, NULL);
INSERT INTO public.jobs VALUES ('lwjabobpjiek', 'live:lirgzig37qs5:1', -1002001, 1, 'en', '{"art": "zoom", "options": {"classes": ["cat"], "random_classes": false, "objective": "l2", "channels": [], "size_px": 320, "octaves": 3, "octave_scale": 1.5, "steps_per_octave": 2, "step_size": 0.0058823529411764705, "jitter_px": 32, "p_norm_weight": 0.0, "laplacian_levels": 0, "smoothing_px": 0.0, "random_scale": 0.0, "random_rotation_deg": 0.0, "parametrisation": "pixels", "colours": "auto", "strength": 1.0, "seed": 3, "frames": 36, "frames_per_s": 12, "zoom": 1.04, "turn_deg": 0.0}, "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}, "styles": [], "guide": null, "mask": null, "live_id": "lirgzig37qs5"}', 'free', 'waiting', 0, 0, 0, '2026-03-01 12:00:11+00', '2026-03-01 12:00:11+00', NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, '{}', NULL, 0, NULL, false, false, NULL, false, NULL);
INSERT INTO public.live_dreams VALUES ('lwhal1x7yudh', 'over', -5, NULL, 1, 'Ada', 'en', 3, '{"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}', NULL, false, NULL, 0, NULL, NULL, 0, '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00', 'quiet', false, false);
INSERT INTO public.live_dreams VALUES ('lirgzig37qs5', 'live', -1002001, -1002001, 1, 'Ada', 'en', 3, '{"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7, "is_film": false}', NULL, false, NULL, 1, 'lwjabobpjiek', NULL, 0, '2026-03-01 12:00:00+00', '2026-03-01 12:00:10+00', NULL, true, false);
INSERT INTO public.live_wishes VALUES (1, 'w1', 'lirgzig37qs5', 1, 'Ada', 'en', '["cat"]', 5, 'lwjabobpjiek', false, '2026-03-01 12:00:10+00');
INSERT INTO public.live_wishes VALUES (2, 'w2', 'lirgzig37qs5', 1099511627776, 'Ada', 'en', '["dog", "\ud83d\udc31"]', 5, NULL, false, '2026-03-01 12:00:10+00');
INSERT INTO public.offers VALUES ('6l15s6v8w7d9', 'offer-paid', 1, 1, 'parent', 'hd', 550, 75, NULL, '2026-03-01 12:00:00+00', NULL);
INSERT INTO public.offers VALUES ('bw030knf0vu5', 'offer-due', 1, 1, 'parent', 'hd', 550, 75, NULL, '2026-03-01 12:00:00+00', NULL);
INSERT INTO public.offers VALUES ('ce2tcwwqt2zy', 'offer-refunded', 1, 1, 'parent', 'hd', 550, 75, NULL, '2026-03-01 12:00:00+00', NULL);
INSERT INTO public.people VALUES (1, 'en', '2026-03-01 12:00:00+00', '2026-03-01 12:00:00+00');
INSERT INTO public.people VALUES (1099511627776, 'de', '2026-03-01 12:01:00+00', '2026-03-01 12:01:00+00');
INSERT INTO public.photos VALUES ('010hn5', 1, 1, 0, 'file-0', NULL, false, '2026-03-01 12:00:00+00', false);
INSERT INTO public.photos VALUES ('guda2f', 1, 1, 1, 'file-1', 'a', false, '2026-03-01 12:00:01+00', false);
INSERT INTO public.photos VALUES ('8nw7ef', 1, 1, 2, 'file-2', 'a', false, '2026-03-01 12:00:02+00', false);
INSERT INTO public.photos VALUES ('2k1oyr', 1, 1, 3, 'file-3', NULL, true, '2026-03-01 12:00:03+00', false);
INSERT INTO public.photos VALUES ('w1e7tk', 1, 1, 4, 'file-4', NULL, false, '2026-03-01 12:00:04+00', true);
INSERT INTO public.updates VALUES (1, '{"update_id": 1, "message": {"text": "h\u00e9llo \ud83d\ude80"}}', 0, '2026-03-01 12:00:00+00', false, NULL, NULL);
INSERT INTO public.updates VALUES (2, '{"update_id": 2}', 0, '2026-03-01 12:00:00+00', false, 'another', '2026-03-01 12:00:05+00');
INSERT INTO public.updates VALUES (3, '{"update_id": 3}', 0, '2026-03-01 12:00:00+00', true, NULL, NULL);
INSERT INTO public.updates VALUES (4, NULL, 0, '2026-03-01 12:00:00+00', false, NULL, NULL);
SELECT pg_catalog.setval('public.drafts_id_seq', 2, true);
SELECT pg_catalog.setval('public.live_wishes_id_seq', 2, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.charges
    ADD CONSTRAINT charges_pkey PRIMARY KEY (charge_id);
ALTER TABLE ONLY public.chat_moves
    ADD CONSTRAINT chat_moves_pkey PRIMARY KEY (old_chat_id);
ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.live_dreams
    ADD CONSTRAINT live_dreams_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.live_wishes
    ADD CONSTRAINT live_wishes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY public.photos
    ADD CONSTRAINT photos_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.updates
    ADD CONSTRAINT updates_pkey PRIMARY KEY (update_id);
CREATE INDEX charges_job ON public.charges USING btree (job_id);
CREATE INDEX charges_offer ON public.charges USING btree (offer_id);
CREATE INDEX charges_refund ON public.charges USING btree (state, next_try_at);
CREATE INDEX drafts_created ON public.drafts USING btree (created_at);
CREATE INDEX drafts_open ON public.drafts USING btree (kind, is_open, created_at);
CREATE INDEX drafts_person ON public.drafts USING btree (user_id, chat_id);
CREATE UNIQUE INDEX drafts_request ON public.drafts USING btree (request_key);
CREATE INDEX jobs_draft ON public.jobs USING btree (draft_id);
CREATE INDEX jobs_finished ON public.jobs USING btree (finished_at);
CREATE INDEX jobs_line ON public.jobs USING btree (state, score, created_at, id);
CREATE UNIQUE INDEX jobs_open_draft ON public.jobs USING btree (draft_id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text, 'rendered'::text]));
CREATE INDEX jobs_person ON public.jobs USING btree (user_id, created_at);
CREATE INDEX jobs_person_state ON public.jobs USING btree (user_id, state);
CREATE UNIQUE INDEX jobs_request ON public.jobs USING btree (request_key);
CREATE INDEX jobs_unreachable ON public.jobs USING btree (unreachable_since) WHERE (unreachable_since IS NOT NULL);
CREATE INDEX jobs_untold ON public.jobs USING btree (is_told, state, finished_at);
CREATE INDEX live_dreams_created ON public.live_dreams USING btree (created_at);
CREATE UNIQUE INDEX live_dreams_open ON public.live_dreams USING btree (open_chat_id);
CREATE UNIQUE INDEX live_dreams_request ON public.live_dreams USING btree (request_key);
CREATE INDEX live_dreams_told ON public.live_dreams USING btree (is_told);
CREATE INDEX live_wishes_created ON public.live_wishes USING btree (created_at);
CREATE INDEX live_wishes_live ON public.live_wishes USING btree (live_id);
CREATE INDEX live_wishes_person ON public.live_wishes USING btree (user_id);
CREATE UNIQUE INDEX live_wishes_request ON public.live_wishes USING btree (request_key);
CREATE INDEX offers_created ON public.offers USING btree (created_at);
CREATE INDEX offers_person ON public.offers USING btree (user_id);
CREATE UNIQUE INDEX offers_request ON public.offers USING btree (request_key);
CREATE INDEX photos_created ON public.photos USING btree (created_at);
CREATE UNIQUE INDEX photos_message ON public.photos USING btree (chat_id, message_id);
CREATE INDEX photos_person ON public.photos USING btree (user_id);
CREATE INDEX updates_received ON public.updates USING btree (received_at);
CREATE INDEX updates_unfinished ON public.updates USING btree (held_until) WHERE (payload IS NOT NULL);
