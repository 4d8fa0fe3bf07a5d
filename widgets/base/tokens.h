// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QString>
#include <QStringList>

#include <array>

namespace zvt::widgets {

enum class ThemeId { Dark, Light, HighContrast };
inline constexpr std::array kThemeIds{ThemeId::Dark, ThemeId::Light, ThemeId::HighContrast};
/// "dark", "light", "highContrast".
[[nodiscard]] QString toString(ThemeId id);
[[nodiscard]] ThemeId themeFromString(const QString& text);

/// One hue of the market: rise, fall or unchanged, depending on the scheme.
struct MarketColors {
  QColor text; ///< numbers
  QColor fill; ///< candles, bars
  QColor button; ///< buttons and limit-price cells, with onButton text
  QColor onButton;
  QColor tint; ///< ground of a flashing cell, depth bars
  std::array<QColor, 4> heat; ///< ±1, ±3, ±6 per cent and beyond
};
struct StateColors {
  QColor text, tint, line;
};
struct ModeColors {
  QColor line, text, fill, onFill, tint;
};

/// The colours of one theme. Names are those of resources/look/tokens.json.
struct ThemeTokens {
  struct {
    QColor window, panel, bar, control, hover, pressed, field, menu, rowHover, selection, selectionInactive;
  } surface;
  struct {
    QColor hair, panel, control;
  } line;
  struct {
    QColor primary, secondary, muted, disabled;
  } text;
  struct {
    QColor fill, fillHover, fillPressed, onFill, text, line, tint;
  } accent;
  QColor focusRing;
  QColor skeleton;
  struct {
    StateColors warning, error, info, ok, stale;
  } state;
  struct {
    ModeColors paper, live;
  } mode;
  std::array<QColor, 6> link; ///< A … F
  QColor onLink;
  struct {
    QColor background, grid, gridStrong, axisText, crosshair, labelBackground, labelText, auctionShade, gapHatch,
        limitBand;
  } chart;
  std::array<QColor, 8> series; ///< own first, then others
  struct {
    QColor ma5, ma10, ma20, ma60, ma120, ma250;
  } ma;
  QHash<QString, QColor> port; ///< universe, series, panel, bool, ranking, weights, orders
  struct {
    MarketColors red, green, orange, blue, flat;
  } market;
  struct {
    std::array<QColor, 4> complete;
    QColor partial, failed, never, empty, closed;
  } coverage;
  QHash<QString, QColor> palette; ///< QPalette roles, "Disabled.Text" for those of a group

  /// Any colour by its dotted name ("market.red.heat.2"); invalid when there is none.
  [[nodiscard]] QColor named(const QString& path) const { return all.value(path); }
  QHash<QString, QColor> all;
};

/// Sizes in logical pixels at 100 %.
struct Metrics {
  int controlCompact, control, controlLarge, rowCompact, row, header, menuRow, panelTitle, toolBar, statusBar, tab,
      menuItem;
  int iconSmall, icon, checkBox, scrollBar, splitter, radius, border, focusRing, focusGap, modeStrip, modeFrame;
  int selectionBar, tabBar, linkChip, minTarget, axisWidth, timeAxis, nodeWidth, nodeTitle, nodeRow, portDot,
      canvasGrid;
  int dialogMargin, panelMargin, formRowGap, labelGap;
};

struct FontTokens {
  QHash<QString, QStringList> families; ///< "linux/zh_CN"
  QHash<QString, QStringList> mono; ///< "linux"
  int caption = 11, body = 12, heading = 13, title = 15, figure = 20;
};

struct Tokens {
  std::array<ThemeTokens, 3> themes; ///< by ThemeId
  Metrics metrics{};
  FontTokens font;
  QHash<QString, QString> icons; ///< name → body of a 20 × 20 SVG
  int cellFlashMs = 400;

  [[nodiscard]] const ThemeTokens& theme(ThemeId id) const { return themes[static_cast<std::size_t>(id)]; }
  /// The embedded resources/look/tokens.json, read once. A missing token ends the program: it is a fault of the build.
  static const Tokens& instance();
  /// @p problem receives the first missing or malformed token.
  static Tokens fromJson(const QByteArray& json, QString* problem);
};

}
