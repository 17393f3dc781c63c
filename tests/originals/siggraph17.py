"""siggraph17 as its authors define it: which tensors its file holds, and what it answers.

After richzhang/colorization, colorizers/siggraph17.py and base_color.py (BSD-2-Clause; NOTICE).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class SIGGRAPHGenerator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        relu = nn.ReLU
        self.model1 = nn.Sequential(
            nn.Conv2d(4, 64, 3, 1, 1), relu(), nn.Conv2d(64, 64, 3, 1, 1), relu(),
            nn.BatchNorm2d(64),
        )  # fmt: skip
        self.model2 = nn.Sequential(
            nn.Conv2d(64, 128, 3, 1, 1), relu(), nn.Conv2d(128, 128, 3, 1, 1), relu(),
            nn.BatchNorm2d(128),
        )  # fmt: skip
        self.model3 = nn.Sequential(
            nn.Conv2d(128, 256, 3, 1, 1), relu(), nn.Conv2d(256, 256, 3, 1, 1), relu(),
            nn.Conv2d(256, 256, 3, 1, 1), relu(), nn.BatchNorm2d(256),
        )  # fmt: skip
        self.model4 = nn.Sequential(
            nn.Conv2d(256, 512, 3, 1, 1), relu(), nn.Conv2d(512, 512, 3, 1, 1), relu(),
            nn.Conv2d(512, 512, 3, 1, 1), relu(), nn.BatchNorm2d(512),
        )  # fmt: skip
        self.model5 = nn.Sequential(
            nn.Conv2d(512, 512, 3, 1, 2, dilation=2), relu(),
            nn.Conv2d(512, 512, 3, 1, 2, dilation=2), relu(),
            nn.Conv2d(512, 512, 3, 1, 2, dilation=2), relu(), nn.BatchNorm2d(512),
        )  # fmt: skip
        self.model6 = nn.Sequential(
            nn.Conv2d(512, 512, 3, 1, 2, dilation=2), relu(),
            nn.Conv2d(512, 512, 3, 1, 2, dilation=2), relu(),
            nn.Conv2d(512, 512, 3, 1, 2, dilation=2), relu(), nn.BatchNorm2d(512),
        )  # fmt: skip
        self.model7 = nn.Sequential(
            nn.Conv2d(512, 512, 3, 1, 1), relu(), nn.Conv2d(512, 512, 3, 1, 1), relu(),
            nn.Conv2d(512, 512, 3, 1, 1), relu(), nn.BatchNorm2d(512),
        )  # fmt: skip
        self.model8up = nn.Sequential(nn.ConvTranspose2d(512, 256, 4, 2, 1))
        self.model3short8 = nn.Sequential(nn.Conv2d(256, 256, 3, 1, 1))
        self.model8 = nn.Sequential(
            relu(), nn.Conv2d(256, 256, 3, 1, 1), relu(), nn.Conv2d(256, 256, 3, 1, 1), relu(),
            nn.BatchNorm2d(256),
        )  # fmt: skip
        self.model9up = nn.Sequential(nn.ConvTranspose2d(256, 128, 4, 2, 1))
        self.model2short9 = nn.Sequential(nn.Conv2d(128, 128, 3, 1, 1))
        self.model9 = nn.Sequential(
            relu(), nn.Conv2d(128, 128, 3, 1, 1), relu(), nn.BatchNorm2d(128)
        )
        self.model10up = nn.Sequential(nn.ConvTranspose2d(128, 128, 4, 2, 1))
        self.model1short10 = nn.Sequential(nn.Conv2d(64, 128, 3, 1, 1))
        self.model10 = nn.Sequential(relu(), nn.Conv2d(128, 128, 3, 1, 1), nn.LeakyReLU(0.2))
        self.model_class = nn.Sequential(nn.Conv2d(256, 529, 1))
        self.model_out = nn.Sequential(nn.Conv2d(128, 2, 1), nn.Tanh())

    def forward(self, light: Tensor, ab: Tensor, mask: Tensor) -> Tensor:
        conv1 = self.model1(torch.cat([(light - 50) / 100, ab / 110, mask], dim=1))
        conv2 = self.model2(conv1[:, :, ::2, ::2])
        conv3 = self.model3(conv2[:, :, ::2, ::2])
        conv7 = self.model7(self.model6(self.model5(self.model4(conv3[:, :, ::2, ::2]))))
        conv8 = self.model8(self.model8up(conv7) + self.model3short8(conv3))
        conv9 = self.model9(self.model9up(conv8) + self.model2short9(conv2))
        conv10 = self.model10(self.model10up(conv9) + self.model1short10(conv1))
        result: Tensor = self.model_out(conv10) * 110
        return result
