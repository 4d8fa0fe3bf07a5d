// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/html.h"

namespace zvt::analytics {

/// What every page of the program has around its sections: head, style sheet, the user's colours of gains and losses,
/// footer. @param title not escaped yet, @param body HTML
[[nodiscard]] std::string pageHtml(
    std::string_view title, std::string_view language, bool redUp, std::string_view body, const HtmlContext& context);

/// A table cell coloured by the sign of a figure.
[[nodiscard]] std::string signedCell(double value, const std::string& text);

}
