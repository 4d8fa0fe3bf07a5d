// SPDX-License-Identifier: Apache-2.0
#include "core/factor/columns/groups.h"

namespace zvt::factor {

std::vector<ColumnInfo> alternativeColumns()
{
  return {};
}

}
