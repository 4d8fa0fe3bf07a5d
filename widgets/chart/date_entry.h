// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QString>

#include <optional>

namespace zvt::widgets {

/// The moment that a user means, on the exchange's clock; nothing when the text says none. Understood are 2015-06-12,
/// 2015/6/12, 2015.6.12, 20150612, 2015年6月12日, 12.6.2015; 2015-06, 201506 and 2015 (their beginning); 6/12, 6-12,
/// 0612 and 6月12日 (the latest one that is not after @p newest); any of them with a time, 10:30; a time alone (of the
/// newest day); today, 今天, 最新; −30, -30d, -2w, -6m, -1y counted back from @p newest. Full-width characters count as
/// plain ones.
[[nodiscard]] std::optional<LocalTime> readDateEntry(const QString& text, LocalTime newest);

}
