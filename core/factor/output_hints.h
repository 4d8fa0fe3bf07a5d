// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace zvt::factor {

/// How an output wants to be drawn, as the attributes behind its comma say (MA5: MA(C,5), COLORRED, LINETHICK2). A
/// wish: it never changes a value, and a chart may follow it or not.
struct OutputHints {
  enum class Style {
    Line,
    DottedLine, ///< DOTLINE
    Points, ///< POINTDOT
    Circles, ///< CIRCLEDOT
    Crosses, ///< CROSSDOT
    Stick, ///< from 0 to the value
    ColorStick, ///< STICK, red above 0 and green below, as a market of red rises has it
    VolumeStick, ///< STICK, coloured by the bar's own direction
    LineStick, ///< STICK and the line over it
    Icon, ///< DRAWICON: `icon` at the value, where it is defined
    Label, ///< DRAWTEXT: `text` at the value, where it is defined
    Bar, ///< STICKLINE: from the value to that of the next output
    Number, ///< DRAWNUMBER: at the value stands that of the next output
    Fill ///< FILLRGN: the ground between the value and that of the next output
  };
  Style style = Style::Line;
  std::optional<std::uint32_t> color; ///< 0xRRGGBB
  int thickness = 1; ///< LINETHICK1 … LINETHICK9; 0: no line
  bool isDrawn = true; ///< false: NODRAW, or LINETHICK0; the value is listed all the same
  bool isOverPrice = false; ///< DRAWABOVE and what is drawn at prices
  int icon = 0; ///< number of DRAWICON
  double width = 1; ///< of STICKLINE, in bars
  bool isHollow = false; ///< of STICKLINE
  std::string text{}; ///< of DRAWTEXT
  bool operator==(const OutputHints&) const = default;
};

/// Takes one attribute (any case) into @p hints. False: there is no such attribute.
/// Colours are COLORRED … COLORLIBLUE or COLOR and six hexadecimal digits, blue first as 通达信 writes them (BBGGRR).
[[nodiscard]] bool applyAttribute(std::string_view name, OutputHints& hints);
/// All attributes with a fixed name, for completion.
[[nodiscard]] std::span<const std::string_view> attributeNames();

}
