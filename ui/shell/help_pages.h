// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace zvt::ui {

/// A page of resources/help, as it is embedded, or of the reference of functions, which the catalogue writes.
struct HelpPage {
  QString topic; ///< the file's name without ".md": "panel-chart"; of the reference "functions-average"
  QString title; ///< its first heading
  QString markdown;
};

/// All pages of a language ("en", "zh_CN"), in the order of the contents: the guide first, then the functions and the
/// panels by title.
[[nodiscard]] std::vector<HelpPage> helpPages(const QString& language);
/// The topics of the pages in which every word of @p text occurs, those with it in the title first.
[[nodiscard]] QStringList searchHelp(const std::vector<HelpPage>& pages, const QString& text);

}
