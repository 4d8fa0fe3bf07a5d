// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/metrics.h"
#include "core/base/messages.h"

#include <string>
#include <string_view>

namespace zvt::analytics {

/// & < > " ' as entities, control characters dropped: safe in text and in quoted attributes.
[[nodiscard]] std::string escapeHtml(std::string_view text);

/// Figures as people read them: U+2212 as minus, "–" for undefined.
[[nodiscard]] std::string percentText(std::optional<double> fraction, int decimals = 2, bool withSign = false);
[[nodiscard]] std::string ratioText(std::optional<double> value, int decimals = 2);
/// Thousands separated by commas.
[[nodiscard]] std::string moneyText(std::optional<double> value, int decimals = 2);
[[nodiscard]] std::string countText(std::optional<double> value);
[[nodiscard]] std::string metricText(const MetricInfo& info, std::optional<double> value);

/// What every section of the page needs.
struct HtmlContext {
  const Messages& messages;
  bool dayKeyed = true;

  /// The text of report.<key>, escaped.
  [[nodiscard]] std::string text(std::string_view key) const
  {
    return escapeHtml(messages.text("report." + std::string(key)));
  }
  [[nodiscard]] std::string time(LocalTime time) const { return dayKeyed ? time.day().iso() : time.iso(); }
};

}
