// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/apply_settings.h"

#include "ui/settings/settings.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QGuiApplication>
#include <QStyleHints>

namespace zvt::ui {

namespace {

widgets::ThemeId themeOf(const Settings& settings)
{
  const QString wanted = settings.text("appearance.theme");
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  if (wanted == u"system")
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Light ? widgets::ThemeId::Light
                                                                                  : widgets::ThemeId::Dark;
#endif
  // Before Qt 6.5 the computer cannot be asked: dark, the design's first theme.
  return widgets::themeFromString(wanted);
}

widgets::NumberStyle numbersOf(const Settings& settings)
{
  const QString wanted = settings.text("language.numbers");
  if (wanted == u"auto")
    return languageOf(settings) == u"zh_CN" ? widgets::NumberStyle::Wan : widgets::NumberStyle::Thousand;
  return widgets::numberStyleFromString(wanted);
}

void apply(const Settings& settings)
{
  widgets::Theme& theme = widgets::Theme::current();
  widgets::Language::current().setCode(languageOf(settings));
  theme.setId(themeOf(settings));
  theme.setScheme(widgets::schemeFromString(settings.text("appearance.scheme")));
  theme.setDensity(widgets::densityFromString(settings.text("appearance.density")));
  theme.setNumberStyle(numbersOf(settings));
}

}

QString languageOf(const Settings& settings)
{
  const QString wanted = settings.text("language.language");
  return wanted == u"system" ? widgets::Language::ofSystem() : wanted;
}

void applySettings(Settings& settings)
{
  apply(settings);
  QObject::connect(&settings, &Settings::changed, &settings, [&settings](const QString& key) {
    if (key.startsWith(QStringLiteral("appearance.")) || key.startsWith(QStringLiteral("language.")))
      apply(settings);
  });
}

}
