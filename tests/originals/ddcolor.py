"""DDColor-tiny as its authors define it: which tensors its file holds, and what it answers.

After piddnad/DDColor, ddcolor/model.py and basicsr/archs/ddcolor_arch_utils (Apache-2.0; NOTICE),
with the choices of ddcolor/pipeline.py: convnext-t, 100 queries, spectral norms, two outputs.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import spectral_norm


class DDColor(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = ImageEncoder()
        self.decoder = DuelDecoder()
        self.refine_net = nn.Sequential(nn.Sequential(spectral_norm(nn.Conv2d(103, 2, 1))))
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        x = (x - self.mean) / self.std
        out_feat = self.decoder(self.encoder.arch.forward_features(x))
        return self.refine_net(torch.cat([out_feat, x], dim=1))


class ImageEncoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.arch = ConvNeXt()


class ConvNeXt(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        depths, dims = [3, 3, 9, 3], [96, 192, 384, 768]
        self.downsample_layers = nn.ModuleList(
            [nn.Sequential(nn.Conv2d(3, dims[0], 4, 4), LayerNorm(dims[0]))]
        )
        for i in range(3):
            self.downsample_layers.append(
                nn.Sequential(LayerNorm(dims[i]), nn.Conv2d(dims[i], dims[i + 1], 2, 2))
            )
        self.stages = nn.ModuleList()
        for i in range(4):
            self.stages.append(nn.Sequential(*[Block(dims[i]) for _ in range(depths[i])]))
        self.norm0, self.norm1 = LayerNorm(dims[0]), LayerNorm(dims[1])
        self.norm2, self.norm3 = LayerNorm(dims[2]), LayerNorm(dims[3])
        self.norm = nn.LayerNorm(dims[-1], eps=1e-6)

    def forward_features(self, x: Tensor) -> list[Tensor]:
        hooks = []
        for i in range(4):
            x = self.downsample_layers[i](x)
            x = self.stages[i](x)
            hooks.append(getattr(self, f"norm{i}")(x))
        return hooks


class Block(nn.Module):
    def __init__(self, dim: int) -> None:
        super().__init__()
        self.dwconv = nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim)
        self.norm = nn.LayerNorm(dim, eps=1e-6)
        self.pwconv1 = nn.Linear(dim, 4 * dim)
        self.act = nn.GELU()
        self.pwconv2 = nn.Linear(4 * dim, dim)
        self.gamma = nn.Parameter(1e-6 * torch.ones(dim))

    def forward(self, x: Tensor) -> Tensor:
        residual = x
        x = self.dwconv(x).permute(0, 2, 3, 1)
        x = self.gamma * self.pwconv2(self.act(self.pwconv1(self.norm(x))))
        return residual + x.permute(0, 3, 1, 2)


class LayerNorm(nn.Module):
    """Of (N, C, H, W), over C."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        u = x.mean(1, keepdim=True)
        s = (x - u).pow(2).mean(1, keepdim=True)
        x = (x - u) / torch.sqrt(s + 1e-6)
        return self.weight[:, None, None] * x + self.bias[:, None, None]


class DuelDecoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            UnetBlockWide(768, 384, 512), UnetBlockWide(512, 192, 512), UnetBlockWide(512, 96, 256)
        )
        self.last_shuf = CustomPixelShuffle(256, 256, scale=4, extra_bn=False)
        self.color_decoder = MultiScaleColorDecoder([512, 512, 256])

    def forward(self, hooks: list[Tensor]) -> Tensor:
        out0 = self.layers[0](hooks[3], hooks[2])
        out1 = self.layers[1](out0, hooks[1])
        out2 = self.layers[2](out1, hooks[0])
        out3 = self.last_shuf(out2)
        return self.color_decoder([out0, out1, out2], out3)


class CustomPixelShuffle(nn.Module):
    def __init__(self, ni: int, nf: int, *, scale: int, extra_bn: bool) -> None:
        super().__init__()
        layers = [spectral_norm(nn.Conv2d(ni, nf * scale**2, 1, bias=not extra_bn))]
        if extra_bn:
            layers.append(nn.BatchNorm2d(nf * scale**2))
        self.conv = nn.Sequential(*layers)
        self.shuf = nn.PixelShuffle(scale)
        self.pad = nn.ReplicationPad2d((1, 0, 1, 0))
        self.blur = nn.AvgPool2d(2, stride=1)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.blur(self.pad(self.shuf(self.relu(self.conv(x)))))


class UnetBlockWide(nn.Module):
    def __init__(self, up_in_c: int, x_in_c: int, n_out: int) -> None:
        super().__init__()
        self.shuf = CustomPixelShuffle(up_in_c, n_out, scale=2, extra_bn=True)
        self.bn = nn.BatchNorm2d(x_in_c)
        conv = spectral_norm(nn.Conv2d(n_out + x_in_c, n_out, 3, padding=1, bias=False))
        self.conv = nn.Sequential(conv, nn.ReLU(), nn.BatchNorm2d(n_out))
        self.relu = nn.ReLU()

    def forward(self, up_in: Tensor, s: Tensor) -> Tensor:
        return self.conv(self.relu(torch.cat([self.shuf(up_in), self.bn(s)], dim=1)))


class MultiScaleColorDecoder(nn.Module):
    def __init__(self, in_channels: list[int]) -> None:
        super().__init__()
        self.query_feat = nn.Embedding(100, 256)
        self.query_embed = nn.Embedding(100, 256)
        self.level_embed = nn.Embedding(3, 256)
        self.input_proj = nn.ModuleList([nn.Conv2d(width, 256, 1) for width in in_channels])
        self.transformer_self_attention_layers = nn.ModuleList()
        self.transformer_cross_attention_layers = nn.ModuleList()
        self.transformer_ffn_layers = nn.ModuleList()
        for _ in range(9):
            self.transformer_self_attention_layers.append(SelfAttentionLayer())
            self.transformer_cross_attention_layers.append(CrossAttentionLayer())
            self.transformer_ffn_layers.append(FFNLayer())
        self.decoder_norm = nn.LayerNorm(256)
        self.color_embed = MLP()

    def forward(self, x: list[Tensor], img_features: Tensor) -> Tensor:
        src, pos = [], []
        for i, feature in enumerate(x):
            pos.append(position_embedding(feature).flatten(2).permute(2, 0, 1))
            projected = self.input_proj[i](feature).flatten(2)
            src.append((projected + self.level_embed.weight[i][None, :, None]).permute(2, 0, 1))
        query_embed = self.query_embed.weight.unsqueeze(1)
        output = self.query_feat.weight.unsqueeze(1)
        for i in range(9):
            level = i % 3
            cross = self.transformer_cross_attention_layers[i]
            output = cross(output, src[level], pos[level], query_embed)
            output = self.transformer_self_attention_layers[i](output, query_embed)
            output = self.transformer_ffn_layers[i](output)
        color_embed = self.color_embed(self.decoder_norm(output).transpose(0, 1))
        return torch.einsum("bqc,bchw->bqhw", color_embed, img_features)


class SelfAttentionLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.self_attn = nn.MultiheadAttention(256, 8)
        self.norm = nn.LayerNorm(256)

    def forward(self, tgt: Tensor, query_pos: Tensor) -> Tensor:
        q = k = tgt + query_pos
        return self.norm(tgt + self.self_attn(q, k, value=tgt)[0])


class CrossAttentionLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.multihead_attn = nn.MultiheadAttention(256, 8)
        self.norm = nn.LayerNorm(256)

    def forward(self, tgt: Tensor, memory: Tensor, pos: Tensor, query_pos: Tensor) -> Tensor:
        found = self.multihead_attn(query=tgt + query_pos, key=memory + pos, value=memory)[0]
        return self.norm(tgt + found)


class FFNLayer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear1 = nn.Linear(256, 2048)
        self.linear2 = nn.Linear(2048, 256)
        self.norm = nn.LayerNorm(256)

    def forward(self, tgt: Tensor) -> Tensor:
        return self.norm(tgt + self.linear2(functional.relu(self.linear1(tgt))))


class MLP(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(256, 256) for _ in range(3)])

    def forward(self, x: Tensor) -> Tensor:
        for i, layer in enumerate(self.layers):
            x = functional.relu(layer(x)) if i < 2 else layer(x)
        return x


def position_embedding(x: Tensor) -> Tensor:
    """PositionEmbeddingSine(128, normalize=True)."""
    ones = torch.ones(x.shape[0], x.shape[2], x.shape[3])
    y_embed, x_embed = ones.cumsum(1), ones.cumsum(2)
    y_embed = y_embed / (y_embed[:, -1:, :] + 1e-6) * 2 * math.pi
    x_embed = x_embed / (x_embed[:, :, -1:] + 1e-6) * 2 * math.pi
    dim_t = torch.arange(128, dtype=torch.float32)
    dim_t = 10000 ** (2 * (dim_t // 2) / 128)
    parts = []
    for embed in (y_embed, x_embed):
        pos = embed[:, :, :, None] / dim_t
        pair = (pos[:, :, :, 0::2].sin(), pos[:, :, :, 1::2].cos())
        parts.append(torch.stack(pair, dim=4).flatten(3))
    return torch.cat(parts, dim=3).permute(0, 3, 1, 2)
