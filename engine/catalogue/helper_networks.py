"""Networks that no dream climbs: they tell of motion, find people, or paint at once.

No torch.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.catalogue.networks import NetworkInfo
from engine.catalogue.torchvision_checkpoints import sha256_prefix

HOUSE = "house"  # paints in the house styles


def _helper(name: str, title: str, family: str, weights: str, filename: str) -> NetworkInfo:
    return NetworkInfo(
        name=name,
        title=title,
        family=family,
        licence="BSD-3-Clause",
        source=f"torchvision, {weights}",
        layer_info={},
        dream_layer="",
        filename=filename,
        sha256_prefix=sha256_prefix(filename),
    )


HELPERS: Mapping[str, NetworkInfo] = {
    info.name: info
    for info in (
        _helper(
            "raft_large",
            "torchvision's RAFT, which sees how things move",
            "raft",
            "Raft_Large_Weights.C_T_SKHT_V2",
            "raft_large_C_T_SKHT_V2-ff5fadd5.pth",
        ),
        _helper(
            "raft_small",
            "torchvision's small RAFT",
            "raft",
            "Raft_Small_Weights.C_T_V2",
            "raft_small_C_T_V2-01064c6d.pth",
        ),
        _helper(
            "deeplabv3_resnet50",
            "torchvision's DeepLab on ResNet-50, which finds people",
            "segmentation",
            "DeepLabV3_ResNet50_Weights.COCO_WITH_VOC_LABELS_V1",
            "deeplabv3_resnet50_coco-cd0a2569.pth",
        ),
        _helper(
            "deeplabv3_mobilenet_v3_large",
            "torchvision's DeepLab on MobileNet, which finds people",
            "segmentation",
            "DeepLabV3_MobileNet_V3_Large_Weights.COCO_WITH_VOC_LABELS_V1",
            "deeplabv3_mobilenet_v3_large-fc3c493d.pth",
        ),
        _helper(
            "lraspp_mobilenet_v3_large",
            "torchvision's LR-ASPP, the smallest which finds people",
            "segmentation",
            "LRASPP_MobileNet_V3_Large_Weights.COCO_WITH_VOC_LABELS_V1",
            "lraspp_mobilenet_v3_large-d234d4ea.pth",
        ),
        NetworkInfo(
            name=HOUSE,
            title="Oneiro's own, which paints in the house styles at once",
            family="johnson",
            licence="Apache-2.0",
            source="trained by this project; see engine/assets/house.md",
            layer_info={},
            dream_layer="",
            asset="house.safetensors",
        ),
        NetworkInfo(
            name="wct16",
            title="Collaborative Distillation's WCT, which paints in any style at once",
            family="autoencoders",
            licence="MIT",
            source="MingSun-Tse/Collaborative-Distillation, VGG-19 16 times smaller",
            layer_info={},
            dream_layer="",
        ),
    )
}
