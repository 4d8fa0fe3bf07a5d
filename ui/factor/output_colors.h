// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

#include <span>
#include <string_view>

namespace zvt::ui {

/// The colours that users choose lines among: the theme's own, so that they can be told apart and read in each theme.
/// "series0" … "series7", "red", "green", "text".
[[nodiscard]] std::span<const char* const> outputColors();
[[nodiscard]] QString titleOfColor(std::string_view name); ///< translated
/// In the current theme; invalid: there is no such name.
[[nodiscard]] QColor outputColor(std::string_view name);
/// A square of it; empty for an invalid one.
[[nodiscard]] QIcon swatchOf(const QColor& color);

}
