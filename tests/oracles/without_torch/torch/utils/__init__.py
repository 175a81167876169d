# SPDX-License-Identifier: GPL-3.0-or-later
from torch.utils import data

__all__ = ["data"]
