// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/verify.h"

namespace zvt::storage {

class Database;

/// Adds to every loss of bars or records the newest runs that brought it, as far as they are known.
void nameSources(Database& market, std::vector<VerifyFinding>& findings);

}
