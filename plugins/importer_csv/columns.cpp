// SPDX-License-Identifier: Apache-2.0
#include "plugins/importer_csv/columns.h"

#include "core/base/cell_text.h"
#include "core/base/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace zvt::importer_csv {
namespace {

struct KnownName {
  std::string_view role;
  double scale = 1;
};
using KnownNames = std::map<std::string_view, KnownName>;

const KnownNames& barNames()
{
  static const KnownNames names = {{"timestamp", {"timestamp"}}, {"datetime", {"timestamp"}}, {"date", {"date"}},
      {"day", {"date"}}, {"tradedate", {"date"}}, {"tradingday", {"date"}}, {"日期", {"date"}}, {"交易日期", {"date"}},
      {"time", {"time"}}, {"时间", {"time"}}, {"opentime", {"timestamp"}}, {"ts", {"timestamp"}}, {"open", {"open"}},
      {"o", {"open"}}, {"openprice", {"open"}}, {"开盘", {"open"}}, {"开盘价", {"open"}}, {"high", {"high"}},
      {"h", {"high"}}, {"highprice", {"high"}}, {"最高", {"high"}}, {"最高价", {"high"}}, {"low", {"low"}},
      {"l", {"low"}}, {"lowprice", {"low"}}, {"最低", {"low"}}, {"最低价", {"low"}}, {"close", {"close"}},
      {"c", {"close"}}, {"closeprice", {"close"}}, {"收盘", {"close"}}, {"收盘价", {"close"}}, {"volume", {"volume"}},
      {"vol", {"volume"}}, {"v", {"volume"}}, {"volumeshares", {"volume"}}, {"volumelots", {"volume"}},
      {"成交量", {"volume"}}, {"成交量股", {"volume"}}, {"成交量手", {"volume"}}, {"turnover", {"turnover"}},
      {"turnoveryuan", {"turnover"}}, {"amount", {"turnover"}}, {"money", {"turnover"}}, {"quotevolume", {"turnover"}},
      {"成交额", {"turnover"}}, {"成交金额", {"turnover"}}, {"entityid", {"entity"}}, {"entity", {"entity"}},
      {"code", {"entity"}}, {"symbol", {"entity"}}, {"ticker", {"entity"}}, {"代码", {"entity"}}, {"price", {"price"}},
      {"成交价", {"price"}}, {"证券代码", {"entity"}}, {"股票代码", {"entity"}}};
  return names;
}

const KnownNames& actionNames()
{
  static const KnownNames names = {{"exdate", {"ex_date"}}, {"exday", {"ex_date"}}, {"exdividenddate", {"ex_date"}},
      {"date", {"ex_date"}}, {"timestamp", {"ex_date"}}, {"除权除息日", {"ex_date"}}, {"cash", {"cash"}},
      {"dividend", {"cash"}}, {"cashdividend", {"cash"}}, {"cashpershare", {"cash"}},
      {"cashdividendper10pretax", {"cash", 0.1}}, {"cashdividendper10", {"cash", 0.1}}, {"cashper10", {"cash", 0.1}},
      {"bonus", {"bonus"}}, {"bonusshares", {"bonus"}}, {"bonussharesper10", {"bonus", 0.1}},
      {"bonusper10", {"bonus", 0.1}}, {"transfer", {"transfer"}}, {"transfershares", {"transfer"}},
      {"transfersharesper10", {"transfer", 0.1}}, {"transferper10", {"transfer", 0.1}}, {"rights", {"rights"}},
      {"rightsshares", {"rights"}}, {"rightssharesper10", {"rights", 0.1}}, {"rightsper10", {"rights", 0.1}},
      {"rightsprice", {"rights_price"}}, {"consolidation", {"consolidation"}},
      {"consolidationratio", {"consolidation"}}, {"split", {"consolidation"}}, {"splitratio", {"consolidation"}},
      {"totalshares", {"total_shares"}}, {"totalshares10k", {"total_shares", 10000}}, {"floatshares", {"float_shares"}},
      {"floatshares10k", {"float_shares", 10000}}, {"entityid", {"entity"}}, {"entity", {"entity"}},
      {"code", {"entity"}}, {"symbol", {"entity"}}, {"ticker", {"entity"}}};
  return names;
}

const KnownNames& namesOf(plugin::ImportContent content)
{
  static const KnownNames none; // what the columns of records mean is the host's to say
  return content == plugin::ImportContent::Bars   ? barNames()
      : content == plugin::ImportContent::Actions ? actionNames()
                                                  : none;
}

/// Whether zvt wrote the table: then optional columns follow, in the units of the schema.
bool isOwnHeader(const std::vector<std::string>& names)
{
  static const std::vector<std::string> own = {
      "entity_id", "timestamp", "open", "high", "low", "close", "volume", "turnover"};
  return names.size() >= own.size() && std::equal(own.begin(), own.end(), names.begin());
}

std::string plainName(std::string_view name)
{
  std::string plain;
  for (const char c : toLower(trim(name))) {
    if (std::string_view(" _-.()[]/").find(c) == std::string_view::npos)
      plain += c;
  }
  return plain;
}

bool isValue(std::string_view cell)
{
  return parseNumberCell(cell).has_value() || parseMomentCell(cell).has_value() || parseClockCell(cell).has_value();
}

/// A first line is a header when enough of its names are known (records: one, for the host names what it looks for),
/// or when none of its cells is a number or a time.
bool looksLikeHeader(const std::vector<std::string>& cells, const plugin::ReadOptions& options)
{
  const KnownNames& known = namesOf(options.content);
  std::set<std::string> extra;
  for (const std::string& name : options.knownNames)
    extra.insert(plainName(name));
  const auto enough = options.content == plugin::ImportContent::Records ? 1 : 2;
  const auto names = std::count_if(cells.begin(), cells.end(), [&](const auto& cell) {
    const std::string plain = plainName(cell);
    return known.contains(plain) || extra.contains(plain);
  });
  const auto hasText = std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return !trim(cell).empty(); });
  return names >= enough || (hasText && std::none_of(cells.begin(), cells.end(), isValue));
}

/// Names and guessed roles, before the user's mapping.
class ColumnFinder {
public:
  ColumnFinder(const plugin::ReadOptions& options, TableColumns& table)
      : m_options(options)
      , m_table(table)
      , m_known(namesOf(options.content))
  {
  }

  void fromNames(std::vector<std::string> names)
  {
    m_table.names = std::move(names);
    m_table.roles.assign(m_table.names.size(), {});
    m_scales.assign(m_table.names.size(), 1);
    const bool isOwn = isOwnHeader(m_table.names);
    for (std::size_t i = 0; i < m_table.names.size(); ++i) {
      const std::string plain = plainName(m_table.names[i]);
      const auto known = m_known.find(plain);
      if (known != m_known.end() && find(known->second.role) < 0) {
        m_table.roles[i] = known->second.role;
        m_scales[i] = known->second.scale;
        const bool lots = plain == "volumelots" || plain == "成交量手";
        m_table.volumeInLots = m_table.volumeInLots || lots;
      }
      for (const std::string& extra : m_options.extraColumns) {
        if (isOwn && m_table.names[i] == extra)
          m_table.roles[i] = extra;
      }
      if (m_table.names[i].empty())
        m_table.names[i] = std::to_string(i + 1);
    }
    settleTime();
  }

  /// time, open, high, low, close, volume, turnover by position; a clock in the second column shifts the rest.
  void fromPositions(const std::vector<std::string>& cells)
  {
    std::vector<std::string_view> roles = {"timestamp", "open", "high", "low", "close", "volume", "turnover"};
    if (m_options.content == plugin::ImportContent::Records)
      roles.clear();
    else if (m_options.content == plugin::ImportContent::Actions)
      roles = {"ex_date", "cash", "bonus", "rights", "rights_price"};
    else if (cells.size() > 5 && cells[1].find(':') != std::string::npos && parseClockCell(cells[1]))
      roles = {"date", "time", "open", "high", "low", "close", "volume", "turnover"};
    m_table.names.clear();
    m_table.roles.assign(cells.size(), {});
    m_scales.assign(cells.size(), 1);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      m_table.names.push_back(std::to_string(i + 1));
      if (i < roles.size())
        m_table.roles[i] = roles[i];
    }
  }

  void applyMapping()
  {
    for (const auto& [role, column] : m_options.mapping) {
      const int at = columnNamed(column);
      if (at < 0) {
        m_table.problem = plugin::FileProblem{
            m_table.hasHeader ? 1U : 0U, column, {"import.no_such_column", {{"column", column}}, {}}};
        return;
      }
      for (auto& other : m_table.roles) {
        if (other == role || (role == "timestamp" && (other == "date" || other == "time"))
            || (role == "date" && other == "timestamp"))
          other.clear();
      }
      m_table.roles[static_cast<std::size_t>(at)] = role;
    }
  }

  void finish()
  {
    if (m_table.problem)
      return;
    if (m_options.content == plugin::ImportContent::Bars)
      finishBars();
    else if (m_options.content == plugin::ImportContent::Actions)
      finishActions();
  }

private:
  int find(std::string_view role) const
  {
    const auto at = std::find(m_table.roles.begin(), m_table.roles.end(), role);
    return at == m_table.roles.end() ? -1 : static_cast<int>(at - m_table.roles.begin());
  }
  Source source(std::string_view role) const
  {
    const int at = find(role);
    return at < 0 ? Source{} : Source{at, m_scales[static_cast<std::size_t>(at)]};
  }
  int columnNamed(std::string_view column) const
  {
    const auto at = std::find(m_table.names.begin(), m_table.names.end(), column);
    if (at != m_table.names.end())
      return static_cast<int>(at - m_table.names.begin());
    const auto position = parseInt(column);
    const bool valid = position && *position >= 1 && *position <= static_cast<std::int64_t>(m_table.names.size());
    return valid ? static_cast<int>(*position - 1) : -1;
  }

  /// A lone date or time column is the timestamp; an unnamed first column is it when no other is.
  void settleTime()
  {
    if (m_options.content != plugin::ImportContent::Bars)
      return;
    const int date = find("date"), time = find("time"), stamp = find("timestamp");
    if (stamp < 0 && date >= 0 && time < 0)
      m_table.roles[static_cast<std::size_t>(date)] = "timestamp";
    else if (stamp < 0 && date < 0 && time >= 0)
      m_table.roles[static_cast<std::size_t>(time)] = "timestamp";
    else if (stamp < 0 && date < 0 && !m_table.roles.empty() && m_table.roles.front().empty())
      m_table.roles.front() = "timestamp";
    else if (stamp >= 0) {
      for (auto& role : m_table.roles) {
        if (role == "date" || role == "time")
          role.clear();
      }
    }
  }

  void require(std::initializer_list<std::string_view> roles)
  {
    std::string missing;
    for (const auto role : roles) {
      if (find(role) < 0)
        missing += (missing.empty() ? "" : ", ") + std::string(role);
    }
    if (!missing.empty())
      m_table.problem = plugin::FileProblem{1, {}, {"import.missing_columns", {{"columns", missing}}, {}}};
  }

  void finishBars()
  {
    const bool split = find("timestamp") < 0 && find("date") >= 0;
    // Ticks have one price; that the file is about ticks is the host's to check.
    const bool ticks =
        find("price") >= 0 && find("open") < 0 && find("high") < 0 && find("low") < 0 && find("close") < 0;
    if (ticks)
      require({split ? "date" : "timestamp"});
    else
      require({split ? "date" : "timestamp", "open", "high", "low", "close"});
    BarColumns& bars = m_table.bars;
    bars.timestamp = source(split ? "date" : "timestamp");
    bars.clock = source("time");
    bars.open = source(ticks ? "price" : "open");
    bars.high = source(ticks ? "price" : "high");
    bars.low = source(ticks ? "price" : "low");
    bars.close = source(ticks ? "price" : "close");
    bars.volume = source("volume");
    bars.turnover = source("turnover");
    bars.entity = source("entity");
    for (const std::string& extra : m_options.extraColumns)
      bars.extras.push_back(source(extra));
    m_table.ownExport = isOwnHeader(m_table.names);
  }

  void finishActions()
  {
    require({"ex_date"});
    ActionColumns& actions = m_table.actions;
    actions = {source("ex_date"), source("cash"), source("bonus"), source("transfer"), source("rights"),
        source("rights_price"), source("consolidation"), source("total_shares"), source("float_shares"),
        source("entity")};
    const bool any = actions.cash.isSet() || actions.bonus.isSet() || actions.transfer.isSet() || actions.rights.isSet()
        || actions.consolidation.isSet();
    if (!any && !m_table.problem)
      m_table.problem =
          plugin::FileProblem{1, {}, {"import.missing_columns", {{"columns", "cash, bonus, rights"}}, {}}};
  }

  const plugin::ReadOptions& m_options;
  TableColumns& m_table;
  const KnownNames& m_known;
  std::vector<double> m_scales;
};

}

TableColumns findColumns(const std::vector<std::string>& first, const std::vector<std::string>& second,
    const std::vector<std::string>& jsonNames, const plugin::ReadOptions& options)
{
  TableColumns table;
  ColumnFinder finder(options, table);
  if (!jsonNames.empty()) {
    finder.fromNames(jsonNames);
  } else if (looksLikeHeader(first, options)) {
    table.hasHeader = true;
    std::vector<std::string> names = first;
    // backtrader's minute files name seven columns and hold eight: the date is followed by an unnamed clock.
    if (second.size() == names.size() + 1 && second.size() > 1 && parseClockCell(second[1])
        && plainName(names[0]) == "date")
      names.insert(names.begin() + 1, "Time");
    finder.fromNames(std::move(names));
  } else {
    finder.fromPositions(first);
  }
  finder.applyMapping();
  finder.finish();
  return table;
}

}
