// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <string>

namespace zvt::ui {

/// Text of a file that a person chose, as UTF-8: UTF-8, UTF-16 with a mark, else GB 18030 as Chinese programs write;
/// none of them: watchlist.not_utf8.
[[nodiscard]] Result<std::string> decodeText(const QByteArray& bytes);

}
