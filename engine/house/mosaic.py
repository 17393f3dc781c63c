"""Mosaic: small stones in rows that follow each outline: a sun over the sea, and fish."""

import math

import numpy as np
from PIL import Image

from engine.house.fields import (
    Field,
    Labels,
    colours,
    fractal_noise,
    mix,
    positions,
    ramp,
    relief,
    smooth_noise,
    smoothstep,
    to_picture,
)

# Of each place's stone: row, column, distance to the joint, colour.
Stones = tuple[Labels, Labels, Field, Field]
STONE = 1 / 50
SUN_X, SUN_Y, SUN_RADIUS, RAY_RADIUS = 0.62, 0.29, 0.125, 0.275
GROUT = colours("cdbfa4")[0]
GOLD = colours("fff0b0", "f6cd4e", "eaa829", "d9781f", "b8421f")
RAYS = colours("f3c244", "c8402a")
SKY = colours("f6e2b4", "e3e2c4", "9fd0cc", "4fa6be", "2f78ae", "234f92", "1c3a78")
WAVES = (
    colours("f4efe0", "9ed3cf", "4fb0b4", "23848f", "176575"),
    colours("f4efe0", "7fb9dc", "3f86c4", "215a9f", "173f7c"),
    colours("f4efe0", "62a7c8", "2a6aa0", "1b3f7d", "14275a"),
)
FISH = (
    (0.27, 0.735, 0.115, 0.050, -0.12, colours("ffe3a3", "f2a33c", "d9552b", "a52a2a")),
    (0.70, 0.885, 0.135, 0.055, 0.10, colours("fff0c0", "f0c04a", "d88a2a", "8f4a22")),
)


def paint_mosaic(rng: np.random.Generator, side_px: int) -> Image.Image:
    x, y = positions(side_px)
    x = x + 0.0022 * smooth_noise(rng, side_px, cell=0.03)
    y = y + 0.0022 * smooth_noise(rng, side_px, cell=0.03)
    dice = rng.random((1 << 16, 4)).astype(np.float32)
    number, edge, colour = _lay(x, y, dice)
    luck = dice[number]
    speck = fractal_noise(rng, side_px, cell=0.006, octaves=2)
    stone = colour * (0.80 + 0.36 * luck[..., :1]) + 0.075 * (luck[..., 1:] - 0.5)
    stone = stone * (1 + 0.045 * speck)[..., None]
    grout = GROUT * (0.80 + 0.10 * speck)[..., None]
    light = relief(np.clip(edge / 0.0035, 0, 1) * 1.6 + 0.10 * speck, depth=1.5)
    return to_picture(mix(grout, stone, smoothstep(0.0006, 0.0016, edge)) * light[..., None])


def _lay(x: Field, y: Field, dice: Field) -> tuple[Labels, Field, Field]:
    """Lay each region over those before it: stone number, distance to the joint and colour."""
    row, column, edge, colour = _sky(x, y, dice)
    first, second, third = (_wave(index, x, y, dice) for index in range(3))
    near, far = (_fish(fish, x, y, dice) for fish in FISH)
    region = np.zeros(x.shape, dtype=np.int64)
    outline = np.full(x.shape, 1.0, dtype=np.float32)
    for index, (depth, stones) in enumerate((first, second, near, third, far), start=1):
        inside = depth > 0
        outline = np.where(inside, depth, np.minimum(outline, -depth))
        region = np.where(inside, index, region)
        row, column = np.where(inside, stones[0], row), np.where(inside, stones[1], column)
        edge = np.where(inside, stones[2], edge)
        colour = np.where(inside[..., None], stones[3], colour)
    return _stone_number(region, row, column), np.minimum(edge, outline - 0.0006), colour


def _stone_number(region: Labels, row: Labels, column: Labels) -> Labels:
    return (region * 40503 + row * 7919 + column * 10477) & 0xFFFF


def _set_stones(
    along: Field, across: Field, long: Field | float, dice: Field
) -> tuple[Labels, Labels, Field]:
    """Cut rows ``across`` into stones about ``long``: row, column and distance to the joint."""
    row = np.floor(across / STONE).astype(np.int64)
    shift = dice[_stone_number(np.full_like(row, 77), row, np.zeros_like(row)), 0]
    place = along / long + shift
    column = np.floor(place).astype(np.int64)
    # Joints wander a little, so that stones differ in length.
    left = dice[_stone_number(np.full_like(row, 5), row, column), 3] * 0.34
    right = dice[_stone_number(np.full_like(row, 5), row, column + 1), 3] * 0.34
    share = place - column
    column = np.where(share < left, column - 1, np.where(share > 1 + right, column + 1, column))
    side = np.minimum(np.abs(share - left), np.abs(1 + right - share)) * long
    lift = across - row * STONE
    edge = np.minimum(side, np.minimum(lift, STONE - lift))
    return row, column, edge.astype(np.float32)


def _sky(x: Field, y: Field, dice: Field) -> Stones:
    """Rings round the sun: disc, rays of alternating colours, then sky from pale to deep."""
    right, down = x - SUN_X, y - SUN_Y
    radius, angle = np.hypot(right, down), np.arctan2(down, right)
    ring = np.floor(radius / STONE) + 0.5
    count = np.maximum(3, np.round(2 * np.pi * ring / 1.08))
    row, column, edge = _set_stones(
        ((angle + np.pi) / (2 * np.pi) * count * STONE).astype(np.float32), radius, STONE, dice
    )
    middle = (ring * STONE).astype(np.float32)
    turn = column / count
    colour = ramp(np.clip(0.1 + (middle - SUN_RADIUS) * 1.35 + 0.10 * np.sin(row * 2.1), 0, 1), SKY)
    flame = np.abs(np.mod(turn * 18, 1) - 0.5) * 2
    reach = SUN_RADIUS + (RAY_RADIUS - SUN_RADIUS) * flame
    ray = RAYS[(np.floor(turn * 18 + 0.5).astype(np.int64)) % 2]
    colour = np.where((middle < reach)[..., None], ray, colour)
    disc = ramp(np.clip(middle / SUN_RADIUS, 0, 1), GOLD)
    colour = np.where((middle < SUN_RADIUS)[..., None], disc, colour)
    return row, column, edge, colour


def _wave(index: int, x: Field, y: Field, dice: Field) -> tuple[Field, Stones]:
    """Rows under a crest; the first is foam."""
    phase, pace, top = index * 2.3, 10.5 - 0.8 * index, 0.60 + 0.125 * index
    crest = top + 0.034 * np.sin(pace * x + phase) + 0.012 * np.sin(2 * pace * x + phase)
    slope = 0.034 * pace * np.cos(pace * x + phase) + 0.024 * pace * np.cos(2 * pace * x + phase)
    steep = np.sqrt(1 + slope * slope)
    depth = ((y - crest) / steep).astype(np.float32)
    along = (x + depth * slope / steep * 0.45) * 1.06
    row, column, edge = _set_stones(along.astype(np.float32), depth, STONE * 1.12, dice)
    stripe = np.clip(row / 6.5 + 0.16 * np.sin(column * 0.7 + row * 1.3), 0.16, 1)
    colour = ramp(np.where(row == 0, 0.0, stripe), WAVES[index])
    return depth, (row, column, edge, colour)


def _fish(
    fish: tuple[float, float, float, float, float, Field], x: Field, y: Field, dice: Field
) -> tuple[Field, Stones]:
    """An almond of rings with an eye, and a tail."""
    centre_x, centre_y, length, height, turn, scales = fish
    right = (x - centre_x) * math.cos(turn) + (y - centre_y) * math.sin(turn)
    down = (y - centre_y) * math.cos(turn) - (x - centre_x) * math.sin(turn)
    body = height * (1 - np.abs(right / length) ** 2.2) - np.abs(down)
    tail_right = right + length * 0.88
    tail = np.minimum(-tail_right * 0.75 + 0.012 - np.abs(down), tail_right + 0.075)
    depth = np.maximum(body * 0.85, tail).astype(np.float32)
    row, column, edge = _set_stones(right, depth, STONE * 0.85, dice)
    tone = np.clip(row / 2.6 + 0.22 * (column % 2), 0, 1)
    colour = ramp(tone, scales)
    eye = np.hypot(right - length * 0.62, down + height * 0.18)
    colour = np.where((eye < 0.012)[..., None], colours("1a1a22")[0], colour)
    return depth, (row, column, edge, colour)
