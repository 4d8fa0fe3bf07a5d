// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/number_format.h"
#include "widgets/base/tokens.h"

#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;

namespace zvt::widgets {

/// Which hue a rise has; independent of the theme.
enum class UpDownScheme { RedUp, GreenUp, OrangeUp, BlueUp };
[[nodiscard]] QString toString(UpDownScheme scheme); ///< "redUp" …
[[nodiscard]] UpDownScheme schemeFromString(const QString& text);

enum class Density { Compact, Normal, Roomy };
[[nodiscard]] Density densityFromString(const QString& text); ///< "compact", "normal", "roomy"

enum class FontRole { Caption, Body, Heading, Title, Figure, Mono };

/// The look in force. Custom painting asks this and never writes a literal colour. GUI thread; one for the program, as
/// the palette and the style are.
class Theme : public QObject {
  Q_OBJECT

public:
  static Theme& current();

  /// Installs style, palette, fonts and style sheet; once, before the first window.
  void install(QApplication& application);

  [[nodiscard]] ThemeId id() const { return m_id; }
  void setId(ThemeId id);
  [[nodiscard]] UpDownScheme scheme() const { return m_scheme; }
  void setScheme(UpDownScheme scheme);
  [[nodiscard]] NumberStyle numberStyle() const { return m_numberStyle; }
  void setNumberStyle(NumberStyle style);
  [[nodiscard]] Density density() const { return m_density; }
  void setDensity(Density density);
  /// "en" or "zh_CN": decides the order of font families.
  void setLanguage(const QString& language);

  [[nodiscard]] const ThemeTokens& colors() const { return Tokens::instance().theme(m_id); }
  [[nodiscard]] const Metrics& metrics() const { return Tokens::instance().metrics; }
  [[nodiscard]] int rowHeight() const; ///< of tables, by density

  [[nodiscard]] const MarketColors& up() const;
  [[nodiscard]] const MarketColors& down() const;
  [[nodiscard]] const MarketColors& flat() const { return colors().market.flat; }
  /// By sign; NaN is flat.
  [[nodiscard]] const MarketColors& forChange(double change) const;
  /// Ground of a heat-map cell; @p percent as in 2.5 for 2.5 %.
  [[nodiscard]] QColor heat(double percent) const;
  /// Moving averages by period; schemes with blue swap 10 and 60. Other periods take the series colours.
  [[nodiscard]] QColor movingAverage(int period) const;
  [[nodiscard]] QColor link(int index) const; ///< 0 = A … 5 = F

  [[nodiscard]] QFont font(FontRole role, bool strong = false) const;
  [[nodiscard]] QPalette palette() const;

Q_SIGNALS:
  /// After the palette, the style sheet and the fonts are in force.
  void changed();

private:
  Theme() = default;
  void apply();
  void dress();

  ThemeId m_id = ThemeId::Dark;
  UpDownScheme m_scheme = UpDownScheme::RedUp;
  NumberStyle m_numberStyle = NumberStyle::Thousand;
  Density m_density = Density::Compact;
  QString m_language = QStringLiteral("en");
  QApplication* m_application = nullptr;
};

}
