// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>

#include <array>

namespace zvt::tests {

/// A theme and a language. Changing them goes through every widget that was ever opened, so what is to be seen in each
/// look is gone through look by look.
struct Look {
  const char* name;
  widgets::ThemeId theme;
  const char* language;
};
inline constexpr Look kUsual{"dark en", widgets::ThemeId::Dark, "en"};
inline constexpr std::array kLooks{Look{"light zh_CN", widgets::ThemeId::Light, "zh_CN"},
    Look{"high contrast en", widgets::ThemeId::HighContrast, "en"},
    Look{"dark zh_CN", widgets::ThemeId::Dark, "zh_CN"}};

inline void setLook(const Look& look)
{
  widgets::Theme::current().setId(look.theme);
  widgets::Language::current().setCode(QString::fromLatin1(look.language));
  QCoreApplication::processEvents();
}

}
