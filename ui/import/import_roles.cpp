// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_roles.h"

#include "ui/shell/tr.h"
#include "widgets/base/language.h"

namespace zvt::ui {

std::vector<ImportRole> importRoles(plugin::ImportContent content)
{
  const auto id = [](const char* text) { return QString::fromLatin1(text); };
  std::vector<ImportRole> roles = {{QString(), Tr::tr("(not used)")}, {id("entity"), Tr::tr("Security")}};
  const std::vector<ImportRole> bars = {{id("timestamp"), Tr::tr("Date and time")}, {id("date"), Tr::tr("Date")},
      {id("time"), Tr::tr("Time")}, {id("open"), Tr::tr("Open")}, {id("high"), Tr::tr("High")},
      {id("low"), Tr::tr("Low")}, {id("close"), Tr::tr("Close")}, {id("volume"), Tr::tr("Volume")},
      {id("turnover"), Tr::tr("Turnover")}};
  const std::vector<ImportRole> actions = {{id("ex_date"), Tr::tr("Ex-date")}, {id("cash"), Tr::tr("Cash dividend")},
      {id("bonus"), Tr::tr("Bonus shares")}, {id("transfer"), Tr::tr("Transfer shares")},
      {id("rights"), Tr::tr("Rights shares")}, {id("rights_price"), Tr::tr("Rights price")},
      {id("consolidation"), Tr::tr("Consolidation")}, {id("total_shares"), Tr::tr("Total shares")},
      {id("float_shares"), Tr::tr("Floating shares")}};
  const auto& rest = content == plugin::ImportContent::Bars ? bars : actions;
  roles.insert(roles.end(), rest.begin(), rest.end());
  return roles;
}

std::vector<ImportRole> recordRoles(const storage::RecordSchema& schema)
{
  const std::string language = widgets::Language::current().code().toStdString();
  std::vector<ImportRole> roles = {{QString(), Tr::tr("(not used)")}};
  for (const storage::ColumnSchema& column : schema.columns)
    roles.push_back({QString::fromStdString(column.name), QString::fromStdString(column.label.in(language))});
  return roles;
}

}
