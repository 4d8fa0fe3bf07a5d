// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/help_pages.h"

#include "core/factor/reference_pages.h"
#include "help_resources.h"

#include <algorithm>
#include <array>
#include <map>

namespace zvt::ui {

namespace {

/// What a newcomer reads first.
constexpr std::array kGuide{"first-steps", "windows-and-keys", "search-and-keys"};

int rankOf(const QString& topic)
{
  const auto found = std::ranges::find(kGuide, topic.toStdString());
  if (found != kGuide.end())
    return static_cast<int>(found - kGuide.begin());
  return topic.startsWith(QStringLiteral("panel-")) ? 100 : topic.startsWith(QStringLiteral("functions-")) ? 75 : 50;
}

/// What the functions of formulas say about themselves.
void addReference(std::vector<HelpPage>& pages, const QString& language)
{
  const auto messages = Messages::load(language.toStdString());
  for (const factor::ReferencePage& page : factor::referencePages(factor::OperatorCatalogue::builtIn(), *messages))
    pages.push_back({QString::fromStdString(page.topic), QString::fromStdString(page.title),
        QString::fromStdString(page.markdown)});
}

}

std::vector<HelpPage> helpPages(const QString& language)
{
  std::vector<HelpPage> pages;
  for (const EmbeddedResource& file : resources::help()) {
    const QString path = QString::fromUtf8(file.path.data(), static_cast<qsizetype>(file.path.size()));
    if (!path.startsWith(language + u'/') || !path.endsWith(QStringLiteral(".md")))
      continue;
    HelpPage page;
    page.topic = path.mid(language.size() + 1).chopped(3);
    page.markdown = QString::fromUtf8(file.content.data(), static_cast<qsizetype>(file.content.size()));
    page.title = page.markdown.section(u'\n', 0, 0).remove(u'#').trimmed();
    pages.push_back(std::move(page));
  }
  addReference(pages, language);
  std::ranges::sort(pages, [](const HelpPage& a, const HelpPage& b) {
    return std::pair(rankOf(a.topic), a.title) < std::pair(rankOf(b.topic), b.title);
  });
  return pages;
}

QStringList searchHelp(const std::vector<HelpPage>& pages, const QString& text)
{
  const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
  const auto has = [&words](const QString& where) {
    return std::ranges::all_of(words, [&](const QString& word) { return where.contains(word, Qt::CaseInsensitive); });
  };
  QStringList titles;
  QStringList others;
  for (const HelpPage& page : pages)
    if (has(page.title))
      titles.append(page.topic);
    else if (has(page.markdown))
      others.append(page.topic);
  return titles + others;
}

}
