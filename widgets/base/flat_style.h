// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace zvt::widgets {

/// Fusion without its gradients: every control is a fill and a one-pixel line from the tokens. Dynamic properties say
/// what a colour cannot: "role" ("primary", "buy", "sell") on buttons, "controlSize" ("compact", "large") on buttons
/// and fields, "invalid" and "dirty" (bool) on fields, "tabHeight" (int) on tab bars, "surface" ("bar", "window") on
/// plain widgets. After changing one of them call update().
class FlatStyle : public QProxyStyle {
  Q_OBJECT

public:
  FlatStyle();

  void polish(QWidget* widget) override;
  using QProxyStyle::polish;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
      const QWidget* widget = nullptr) const override;
  void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
      const QWidget* widget = nullptr) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
      const QWidget* widget = nullptr) const override;
  int pixelMetric(
      PixelMetric metric, const QStyleOption* option = nullptr, const QWidget* widget = nullptr) const override;
  QSize sizeFromContents(
      ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget = nullptr) const override;
  QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget = nullptr) const override;
  QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
      const QWidget* widget = nullptr) const override;
  int styleHint(StyleHint hint, const QStyleOption* option = nullptr, const QWidget* widget = nullptr,
      QStyleHintReturn* returned = nullptr) const override;

  /// Bars lie on surface.bar; called by polish() and again when the theme changes.
  static void applyBarPalette(QWidget* widget);
};

}
