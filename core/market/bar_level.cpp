// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_level.h"
