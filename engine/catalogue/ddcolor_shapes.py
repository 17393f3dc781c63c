"""The tensors of DDColor-tiny, as its file names them. No torch.

Source: piddnad/DDColor, ddcolor/model.py and basicsr/archs/ddcolor_arch_utils, with the choices of
ddcolor/pipeline.py. Its file also holds the means of its input and a norm that nothing follows.
"""

from __future__ import annotations

from engine.catalogue.tensor_shapes import Blueprint, Shape, batch_norm_shapes, convolution_shapes

CONVNEXT_TINY = {96: 3, 192: 3, 384: 9, 768: 3}  # width of a stage -> its blocks
DDCOLOR_WIDTHS = (512, 512, 256)  # of the pixel decoder, coarse to fine
COLOUR_QUERIES = 100
QUERY_WIDTH = 256
QUERY_ROUNDS = 9
FEEDFORWARD_WIDTH = 2048


def _norm(name: str, width: int) -> dict[str, Shape]:
    """Layer normalisation."""
    return {f"{name}.{part}": (width,) for part in ("weight", "bias")}


def _dense(name: str, outputs: int, inputs: int) -> dict[str, Shape]:
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def _convnext(name: str) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    before = 3
    for stage, (width, blocks) in enumerate(CONVNEXT_TINY.items()):
        entry = f"{name}.downsample_layers.{stage}"
        if stage == 0:
            shapes |= convolution_shapes(f"{entry}.0", width, before, 4) | _norm(
                f"{entry}.1", width
            )
        else:
            shapes |= _norm(f"{entry}.0", before) | convolution_shapes(
                f"{entry}.1", width, before, 2
            )
        for block in range(blocks):
            start = f"{name}.stages.{stage}.{block}"
            shapes |= convolution_shapes(f"{start}.dwconv", width, 1, 7)
            shapes |= _norm(f"{start}.norm", width)
            shapes |= _dense(f"{start}.pwconv1", 4 * width, width)
            shapes |= _dense(f"{start}.pwconv2", width, 4 * width)
            shapes[f"{start}.gamma"] = (width,)
        shapes |= _norm(f"{name}.norm{stage}", width)
        before = width
    return shapes


def _spectral(
    name: str, outputs: int, inputs: int, kernel: int, *, has_bias: bool = False
) -> dict[str, Shape]:
    """A convolution whose weight is divided by its largest singular value: u W v."""
    shapes: dict[str, Shape] = {
        f"{name}.weight_orig": (outputs, inputs, kernel, kernel),
        f"{name}.weight_u": (outputs,),
        f"{name}.weight_v": (inputs * kernel * kernel,),
    }
    return {**shapes, f"{name}.bias": (outputs,)} if has_bias else shapes


def _pixel_decoder(name: str) -> dict[str, Shape]:
    """From the deepest stage up, each step beside the stage of its size."""
    shapes: dict[str, Shape] = {}
    inputs, *beside = reversed(CONVNEXT_TINY)
    for step, (outputs, other) in enumerate(zip(DDCOLOR_WIDTHS, beside, strict=True)):
        start = f"{name}.layers.{step}"
        shapes |= _spectral(f"{start}.shuf.conv.0", 4 * outputs, inputs, 1)
        shapes |= batch_norm_shapes(f"{start}.shuf.conv.1", 4 * outputs)
        shapes |= batch_norm_shapes(f"{start}.bn", other)
        shapes |= _spectral(f"{start}.conv.0", outputs, outputs + other, 3)
        shapes |= batch_norm_shapes(f"{start}.conv.2", outputs)
        inputs = outputs
    return shapes | _spectral(f"{name}.last_shuf.conv.0", 16 * inputs, inputs, 1, has_bias=True)


def _attention(name: str) -> dict[str, Shape]:
    width = QUERY_WIDTH
    shapes: dict[str, Shape] = {
        f"{name}.in_proj_weight": (3 * width, width),
        f"{name}.in_proj_bias": (3 * width,),
    }
    return shapes | _dense(f"{name}.out_proj", width, width)


def _colour_decoder(name: str) -> dict[str, Shape]:
    width = QUERY_WIDTH
    shapes: dict[str, Shape] = {
        f"{name}.query_feat.weight": (COLOUR_QUERIES, width),
        f"{name}.query_embed.weight": (COLOUR_QUERIES, width),
        f"{name}.level_embed.weight": (len(DDCOLOR_WIDTHS), width),
    }
    for level, inputs in enumerate(DDCOLOR_WIDTHS):
        shapes |= convolution_shapes(f"{name}.input_proj.{level}", width, inputs, 1)
    for turn in range(QUERY_ROUNDS):
        start = f"{name}.transformer_self_attention_layers.{turn}"
        shapes |= _attention(f"{start}.self_attn") | _norm(f"{start}.norm", width)
        start = f"{name}.transformer_cross_attention_layers.{turn}"
        shapes |= _attention(f"{start}.multihead_attn") | _norm(f"{start}.norm", width)
        start = f"{name}.transformer_ffn_layers.{turn}"
        shapes |= _dense(f"{start}.linear1", FEEDFORWARD_WIDTH, width)
        shapes |= _dense(f"{start}.linear2", width, FEEDFORWARD_WIDTH)
        shapes |= _norm(f"{start}.norm", width)
    shapes |= _norm(f"{name}.decoder_norm", width)
    for layer in range(3):
        shapes |= _dense(f"{name}.color_embed.layers.{layer}", width, width)
    return shapes


def ddcolor_tiny_shapes() -> Blueprint:
    return {
        **_colour_decoder("decoder.color_decoder"),
        **_pixel_decoder("decoder"),
        **_convnext("encoder.arch"),
        **_spectral("refine_net.0.0", 2, COLOUR_QUERIES + 3, 1, has_bias=True),
    }
