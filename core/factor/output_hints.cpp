// SPDX-License-Identifier: Apache-2.0
#include "core/factor/output_hints.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace zvt::factor {

namespace {

using Style = OutputHints::Style;

struct NamedColor {
  std::string_view name;
  std::uint32_t rgb;
};
constexpr std::array<NamedColor, 17> kColors{{{"COLORBLACK", 0x000000}, {"COLORBLUE", 0x0000FF},
    {"COLORGREEN", 0x00FF00}, {"COLORCYAN", 0x00FFFF}, {"COLORRED", 0xFF0000}, {"COLORMAGENTA", 0xFF00FF},
    {"COLORBROWN", 0xA52A2A}, {"COLORYELLOW", 0xFFFF00}, {"COLORWHITE", 0xFFFFFF}, {"COLORGRAY", 0x808080},
    {"COLORLIGRAY", 0xC0C0C0}, {"COLORLIBLUE", 0x8080FF}, {"COLORLIGREEN", 0x80FF80}, {"COLORLICYAN", 0x80FFFF},
    {"COLORLIRED", 0xFF8080}, {"COLORLIMAGENTA", 0xFF80FF}, {"COLORORANGE", 0xFFA500}}};
constexpr std::array<std::pair<std::string_view, Style>, 8> kStyles{{{"DOTLINE", Style::DottedLine},
    {"POINTDOT", Style::Points}, {"CIRCLEDOT", Style::Circles}, {"CROSSDOT", Style::Crosses}, {"STICK", Style::Stick},
    {"COLORSTICK", Style::ColorStick}, {"VOLSTICK", Style::VolumeStick}, {"LINESTICK", Style::LineStick}}};
constexpr std::array<std::string_view, 38> kNames{"COLORRED", "COLORGREEN", "COLORYELLOW", "COLORWHITE", "COLORMAGENTA",
    "COLORCYAN", "COLORBLUE", "COLORBLACK", "COLORGRAY", "COLORBROWN", "COLORORANGE", "COLORLIRED", "COLORLIGREEN",
    "COLORLIBLUE", "COLORLICYAN", "COLORLIMAGENTA", "COLORLIGRAY", "LINETHICK0", "LINETHICK1", "LINETHICK2",
    "LINETHICK3", "LINETHICK4", "LINETHICK5", "LINETHICK6", "LINETHICK7", "LINETHICK8", "LINETHICK9", "STICK",
    "COLORSTICK", "VOLSTICK", "LINESTICK", "DOTLINE", "CIRCLEDOT", "CROSSDOT", "POINTDOT", "NODRAW", "DRAWABOVE",
    "NOTEXT"};

/// BBGGRR → 0xRRGGBB.
std::optional<std::uint32_t> blueFirst(std::string_view digits)
{
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() != 6 || error != std::errc() || end != digits.data() + digits.size())
    return std::nullopt;
  return ((value & 0xFFU) << 16U) | (value & 0xFF00U) | (value >> 16U);
}

}

bool applyAttribute(std::string_view name, OutputHints& hints)
{
  constexpr std::string_view kThick = "LINETHICK";
  constexpr std::string_view kColor = "COLOR";
  const std::string upper = toUpper(name);
  if (const auto style = std::ranges::find(kStyles, upper, &std::pair<std::string_view, Style>::first);
      style != kStyles.end()) {
    hints.style = style->second;
    return true;
  }
  if (const auto color = std::ranges::find(kColors, upper, &NamedColor::name); color != kColors.end()) {
    hints.color = color->rgb;
    return true;
  }
  if (upper.starts_with(kThick) && upper.size() == kThick.size() + 1 && upper.back() >= '0' && upper.back() <= '9') {
    hints.thickness = upper.back() - '0';
    hints.isDrawn = hints.isDrawn && hints.thickness > 0;
    return true;
  }
  if (upper == "NODRAW")
    hints.isDrawn = false;
  else if (upper == "DRAWABOVE")
    hints.isOverPrice = true;
  else if (upper == "NOTEXT")
    return true;
  else if (const auto color =
               upper.starts_with(kColor) ? blueFirst(std::string_view(upper).substr(kColor.size())) : std::nullopt)
    hints.color = color;
  else
    return false;
  return true;
}

std::span<const std::string_view> attributeNames()
{
  return kNames;
}

}
