// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"

#include "widgets/base/flat_style.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QMetaEnum>
#include <QToolTip>
#include <QWidget>

#include <cmath>

namespace zvt::widgets {

namespace {

constexpr std::array kSchemes{"redUp", "greenUp", "orangeUp", "blueUp"};
constexpr std::array kDensities{"compact", "normal", "roomy"};

#if defined(Q_OS_WIN)
const QString kPlatform = QStringLiteral("windows");
#elif defined(Q_OS_MACOS)
const QString kPlatform = QStringLiteral("macos");
#else
const QString kPlatform = QStringLiteral("linux");
#endif

template <std::size_t N> std::size_t indexOf(const std::array<const char*, N>& names, const QString& text)
{
  for (std::size_t i = 0; i < N; ++i)
    if (text == QLatin1String(names[i]))
      return i;
  return 0;
}

}

QString toString(UpDownScheme scheme)
{
  return QString::fromLatin1(kSchemes[static_cast<std::size_t>(scheme)]);
}
UpDownScheme schemeFromString(const QString& text)
{
  return static_cast<UpDownScheme>(indexOf(kSchemes, text));
}
Density densityFromString(const QString& text)
{
  return static_cast<Density>(indexOf(kDensities, text));
}

Theme& Theme::current()
{
  static Theme theme;
  return theme;
}

namespace {

/// Qt has FreeType darken the stems of CFF fonts and blends their glyphs with gamma; the CJK families of Linux are CFF.
/// With FreeType's own amounts Chinese at weight 400 looks bold beside Latin in the dark themes; with none it looks
/// thin in the light one. These amounts suit both. FreeType reads them once, when the first glyph is drawn.
void softenStems()
{
#if defined(Q_OS_LINUX)
  constexpr char kName[] = "FREETYPE_PROPERTIES";
  if (!qEnvironmentVariableIsSet(kName))
    qputenv(kName, "cff:darkening-parameters=500,100,1000,80,1667,80,2333,0");
#endif
}

}

void Theme::install(QApplication& application)
{
  softenStems();
  m_application = &application;
  application.setStyle(new FlatStyle);
  apply();
}

void Theme::setId(ThemeId id)
{
  if (std::exchange(m_id, id) != id)
    apply();
}

void Theme::setScheme(UpDownScheme scheme)
{
  if (std::exchange(m_scheme, scheme) != scheme)
    apply();
}

void Theme::setNumberStyle(NumberStyle style)
{
  if (std::exchange(m_numberStyle, style) != style)
    apply();
}

void Theme::setDensity(Density density)
{
  if (std::exchange(m_density, density) != density)
    apply();
}

void Theme::setLanguage(const QString& language)
{
  if (std::exchange(m_language, language) != language)
    apply();
}

void Theme::apply()
{
  if (m_application)
    dress();
  Q_EMIT changed();
}

/// What has not changed is left alone: a palette or a font goes through every widget. There is no application style
/// sheet, which would polish all of them anew, a second for a workspace in use: FlatStyle draws what one would say.
void Theme::dress()
{
  const QPalette wantedPalette = palette();
  const QFont wantedFont = font(FontRole::Body);
  const bool isOther = wantedPalette != QApplication::palette() || wantedFont != QApplication::font();
  if (wantedPalette != QApplication::palette()) {
    QApplication::setPalette(wantedPalette);
    QToolTip::setPalette(wantedPalette);
  }
  if (wantedFont != QApplication::font())
    QApplication::setFont(wantedFont);
  const QWidgetList widgets = QApplication::allWidgets();
  // Qt tells the widgets of an application's palette, and resolves theirs only when asked: windows that are open ask
  // here, and what is in them follows. What one has set of its own stays.
  for (QWidget* widget : widgets)
    if (widget->isWindow() && isOther)
      widget->setPalette(widget->palette());
  for (QWidget* widget : widgets) {
    // Up and down colours and density: nothing else tells the widgets. Of another palette Qt does not tell those that
    // have one of their own, such as labels of a tone.
    if (!isOther || widget->testAttribute(Qt::WA_SetPalette)) {
      QEvent event(QEvent::StyleChange);
      QApplication::sendEvent(widget, &event);
    }
    FlatStyle::applyBarPalette(widget);
    widget->update();
  }
}

int Theme::rowHeight() const
{
  switch (m_density) {
  case Density::Normal:
    return metrics().row;
  case Density::Roomy:
    return metrics().controlLarge;
  case Density::Compact:
    break;
  }
  return metrics().rowCompact;
}

const MarketColors& Theme::up() const
{
  const auto& market = colors().market;
  switch (m_scheme) {
  case UpDownScheme::GreenUp:
    return market.green;
  case UpDownScheme::OrangeUp:
    return market.orange;
  case UpDownScheme::BlueUp:
    return market.blue;
  case UpDownScheme::RedUp:
    break;
  }
  return market.red;
}

const MarketColors& Theme::down() const
{
  const auto& market = colors().market;
  switch (m_scheme) {
  case UpDownScheme::GreenUp:
    return market.red;
  case UpDownScheme::OrangeUp:
    return market.blue;
  case UpDownScheme::BlueUp:
    return market.orange;
  case UpDownScheme::RedUp:
    break;
  }
  return market.green;
}

const MarketColors& Theme::forChange(double change) const
{
  if (change > 0)
    return up();
  return change < 0 ? down() : flat();
}

QColor Theme::heat(double percent) const
{
  const double size = std::abs(percent);
  const std::size_t step = size <= 1 ? 0U : size <= 3 ? 1U : size <= 6 ? 2U : 3U;
  return std::isnan(percent) ? colors().surface.panel : forChange(percent).heat[step];
}

QColor Theme::movingAverage(int period) const
{
  const ThemeTokens& t = colors();
  const bool blueIsTaken = m_scheme == UpDownScheme::OrangeUp || m_scheme == UpDownScheme::BlueUp;
  switch (period) {
  case 5:
    return t.ma.ma5;
  case 10:
    return blueIsTaken ? t.series[5] : t.ma.ma10;
  case 20:
    return t.ma.ma20;
  case 60:
    return blueIsTaken ? t.series[6] : t.ma.ma60;
  case 120:
    return t.ma.ma120;
  case 250:
    return t.ma.ma250;
  default:
    return t.series[static_cast<std::size_t>(std::abs(period)) % t.series.size()];
  }
}

QColor Theme::link(int index) const
{
  return colors().link[static_cast<std::size_t>(index) % colors().link.size()];
}

namespace {

/// Only families that are there: a missing one before the others would bring in a substitute of any weight.
QStringList installed(const QStringList& wanted)
{
  static QHash<QString, bool> known;
  QStringList found;
  for (const QString& family : wanted) {
    if (!known.contains(family))
      known.insert(family, QFontDatabase::hasFamily(family) || family.startsWith(u'.'));
    if (known.value(family))
      found.append(family);
  }
  return found.isEmpty() ? wanted : found;
}

}

QFont Theme::font(FontRole role, bool strong) const
{
  const FontTokens& tokens = Tokens::instance().font;
  QFont font;
  int size = tokens.body;
  switch (role) {
  case FontRole::Caption:
  case FontRole::Mono:
    size = tokens.caption;
    break;
  case FontRole::Body:
    break;
  case FontRole::Heading:
    size = tokens.heading;
    break;
  case FontRole::Title:
    size = tokens.title;
    break;
  case FontRole::Figure:
    size = tokens.figure;
    break;
  }
  if (role == FontRole::Mono) {
    font.setFamilies(installed(tokens.mono.value(kPlatform)));
    font.setStyleHint(QFont::Monospace);
  } else {
    font.setFamilies(installed(tokens.families.value(kPlatform + u'/' + m_language)));
    font.setStyleHint(QFont::SansSerif);
  }
  font.setPixelSize(size);
  font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
  font.setFeature("tnum", 1);
#endif
  return font;
}

QPalette Theme::palette() const
{
  QPalette palette;
  const QMetaEnum roles = QMetaEnum::fromType<QPalette::ColorRole>();
  const auto& tokens = colors().palette;
  // Roles of all groups first, those of one group over them.
  for (const bool grouped : {false, true}) {
    for (auto it = tokens.begin(); it != tokens.end(); ++it) {
      const QStringList parts = it.key().split(u'.');
      if ((parts.size() == 2) != grouped)
        continue;
      const auto role = static_cast<QPalette::ColorRole>(roles.keyToValue(parts.back().toLatin1().constData()));
      if (!grouped)
        palette.setColor(role, it.value());
      else
        palette.setColor(parts.front() == u"Disabled" ? QPalette::Disabled : QPalette::Inactive, role, it.value());
    }
  }
  return palette;
}

}
