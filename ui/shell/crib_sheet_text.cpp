// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/crib_sheet_text.h"

#include "ui/shell/action_registry.h"

#include <algorithm>

namespace zvt::ui {

namespace {

CribSection& sectionFor(std::vector<CribSection>& sections, const ActionRegistry& actions, const QString& context)
{
  const auto found = std::find_if(
      sections.begin(), sections.end(), [&](const CribSection& section) { return section.context == context; });
  if (found != sections.end())
    return *found;
  sections.push_back({context, actions.contextTitle(context), {}});
  return sections.back();
}

bool fits(const CribSection::Line& line, const QString& filter)
{
  return filter.isEmpty() || line.text.contains(filter, Qt::CaseInsensitive)
      || line.keys.join(u' ').contains(filter, Qt::CaseInsensitive);
}

QString keyCaps(const QStringList& keys, const CribLook& look)
{
  QStringList caps;
  for (const QString& one : keys)
    caps.append(QStringLiteral("<span style=\"background:%1\">&nbsp;%2&nbsp;</span>")
            .arg(look.cap.name(), one.toHtmlEscaped().replace(u' ', QStringLiteral("&nbsp;"))));
  return caps.join(QStringLiteral(" &nbsp;"));
}

QString sectionHtml(const CribSection& section, const CribLook& look)
{
  QString html = QStringLiteral("<p style=\"margin-top:8px;margin-bottom:2px;color:%1\"><b>%2</b></p>"
                                "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"3\">")
                     .arg(look.muted.name(), section.title.toHtmlEscaped());
  for (const CribSection::Line& line : section.lines)
    html += QStringLiteral("<tr><td width=\"60%\">%1</td><td width=\"40%\">%2</td></tr>")
                .arg(line.text.toHtmlEscaped(), keyCaps(line.keys, look));
  return html + QStringLiteral("</table>");
}

}

std::vector<CribSection> cribSections(
    const ActionRegistry& actions, const QString& focusedContext, const QString& filter)
{
  std::vector<CribSection> sections;
  if (!focusedContext.isEmpty())
    sectionFor(sections, actions, focusedContext);
  sectionFor(sections, actions, {});
  const auto add = [&](const QString& context, CribSection::Line line) {
    if (!line.keys.isEmpty() && fits(line, filter))
      sectionFor(sections, actions, context).lines.push_back(std::move(line));
  };
  for (const ActionSpec* spec : actions.all()) {
    CribSection::Line line{{}, actions.plainText(spec->id)};
    for (const QKeySequence& one : actions.keys(spec->id))
      line.keys.append(one.toString(QKeySequence::NativeText));
    add(spec->context, std::move(line));
  }
  for (const FixedKeys& fixed : actions.fixedKeys())
    add(fixed.context, {{fixed.keys}, fixed.text()});
  std::erase_if(sections, [](const CribSection& section) { return section.lines.empty(); });
  return sections;
}

QString cribHtml(const std::vector<CribSection>& sections, const CribLook& look)
{
  // Sections fill the columns one after the other, each in the one that is the shortest so far.
  std::vector<std::pair<std::size_t, QString>> columns(static_cast<std::size_t>(std::max(1, look.columns)));
  for (const CribSection& section : sections) {
    const auto shortest = std::min_element(
        columns.begin(), columns.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    shortest->first += section.lines.size() + 2;
    shortest->second += sectionHtml(section, look);
  }
  QString html = QStringLiteral("<html><body style=\"font-size:%1px;color:%2\"><table width=\"100%\"><tr>")
                     .arg(look.pixels)
                     .arg(look.text.name());
  for (const auto& [length, column] : columns)
    html += QStringLiteral("<td width=\"%1%\" valign=\"top\" style=\"padding-right:16px\">%2</td>")
                .arg(100 / static_cast<int>(columns.size()))
                .arg(column);
  return html + QStringLiteral("</tr></table></body></html>");
}

QString cribText(const std::vector<CribSection>& sections)
{
  QString text;
  for (const CribSection& section : sections) {
    text += section.title + u'\n';
    for (const CribSection::Line& line : section.lines)
      text += QStringLiteral("  %1  %2\n").arg(line.keys.join(QStringLiteral(", ")), -24).arg(line.text);
    text += u'\n';
  }
  return text;
}

}
