// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/page.h"

#include "core/analytics/report_style.h"

#include <fmt/format.h>

namespace zvt::analytics {

namespace {

/// Colours of gains and losses, and of the heat map's steps, by the user's scheme.
std::string schemeStyle(bool redUp)
{
  struct Hue {
    std::string_view text;
    std::string_view heat[4];
  };
  constexpr Hue red{"#BE1620", {"#FAE6E7", "#F4CACC", "#EEA9AC", "#E7888D"}};
  constexpr Hue green{"#08703F", {"#E2F2EB", "#C1E2D3", "#9AD0B8", "#74BE9C"}};
  const Hue& up = redUp ? red : green;
  const Hue& down = redUp ? green : red;
  std::string style = fmt::format(":root{{--up:{};--down:{};--downTint:{}}}\n", up.text, down.text, down.heat[0]);
  for (int i = 0; i < 4; ++i)
    style += fmt::format(".u{0}{{background:{1}}}.d{0}{{background:{2}}}\n", i + 1, up.heat[i], down.heat[i]);
  return style;
}

}

std::string signedCell(double value, const std::string& text)
{
  return fmt::format("<td class=\"{}\">{}</td>", value > 0 ? "up" : (value < 0 ? "down" : ""), text);
}

std::string pageHtml(
    std::string_view title, std::string_view language, bool redUp, std::string_view body, const HtmlContext& context)
{
  std::string out = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                "<title>{}</title>\n<style>{}{}</style>\n</head>\n<body>\n<main>\n",
      language == "zh_CN" ? "zh-CN" : "en", escapeHtml(title), kReportStyle, schemeStyle(redUp));
  out += body;
  return out + "<footer>" + context.text("footer") + "</footer>\n</main>\n</body>\n</html>\n";
}

}
