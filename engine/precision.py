"""Which numbers a network computes in: float32, or bfloat16 on chips that gain by it.

A dream in tiles was seen to differ from the whole one, at single pixels, by up to 3 of 255 in
float32, and by up to 32 in bfloat16, which keeps 8 bits of each number.
"""

from __future__ import annotations

from pathlib import Path

import torch


def gains_by_bfloat16(device: torch.device) -> bool:
    """Whether convolutions run faster in bfloat16 than in float32 here."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    if device.type != "cpu":
        return False
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return "amx_bf16" in flags or "avx512_bf16" in flags
