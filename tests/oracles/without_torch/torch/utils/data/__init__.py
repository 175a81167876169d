# SPDX-License-Identifier: GPL-3.0-or-later
from torch.utils.data.dataloader import DataLoader
from torch.utils.data.dataset import IterableDataset


def get_worker_info():
    return None  # the loader has no workers


__all__ = ["DataLoader", "IterableDataset", "get_worker_info"]
