// SPDX-License-Identifier: Apache-2.0
#include "core/trading/basket_text.h"

#include "core/base/text.h"
#include "core/data/watchlist_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace zvt::trading {

namespace {

constexpr std::array<std::string_view, 6> kBuyWords{"buy", "b", "long", "买入", "买", "证券买入"};
constexpr std::array<std::string_view, 6> kSellWords{"sell", "s", "short", "卖出", "卖", "证券卖出"};
constexpr std::array<std::string_view, 9> kQuantityWords{
    "quantity", "qty", "shares", "volume", "数量", "股数", "委托数量", "持仓", "股票余额"};
constexpr std::array<std::string_view, 6> kCodeWords{"code", "symbol", "ticker", "代码", "证券代码", "股票代码"};

template <std::size_t Size> bool isOneOf(const std::string& cell, const std::array<std::string_view, Size>& words)
{
  return std::ranges::find(words, toLower(cell)) != words.end();
}

std::vector<std::string> cellsOf(std::string_view line)
{
  std::string_view separators = " ";
  for (const std::string_view stronger : {"\t", ",;"})
    if (line.find_first_of(stronger) != std::string_view::npos) {
      separators = stronger;
      break;
    }
  std::vector<std::string> cells;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find_first_of(separators, begin), line.size());
    std::string cell(trim(line.substr(begin, end - begin)));
    // A table's empty cells count as columns, blanks in a row do not.
    if (!cell.empty() || separators != " ")
      cells.push_back(std::move(cell));
    begin = end + 1;
  }
  return cells;
}

std::optional<Side> sideIn(const std::string& cell)
{
  if (isOneOf(cell, kBuyWords))
    return Side::Buy;
  if (isOneOf(cell, kSellWords))
    return Side::Sell;
  return std::nullopt;
}

/// "1,200" comes apart at its comma; "1 200" and "1'200" are not read either.
std::optional<Decimal> numberIn(const std::string& cell)
{
  const auto number = Decimal::parse(cell);
  return number ? std::optional(*number) : std::nullopt;
}

std::optional<std::string> entityIn(const std::string& cell, const market::EntityTable& known)
{
  const auto read = data::readWatchText(cell, known);
  if (!read || !read->problems.empty())
    return std::nullopt;
  const std::vector<std::string> ids = read->list.entityIds();
  return ids.size() == 1 && known.find(ids.front()) ? std::optional(ids.front()) : std::nullopt;
}

/// Hong Kong's codes have five digits, mainland ones six.
bool looksLikeQuantity(const std::string& cell)
{
  constexpr std::size_t kShortestCode = 5;
  return cell.size() < kShortestCode && numberIn(cell);
}

class Reader {
public:
  explicit Reader(const market::EntityTable& known)
      : m_known(known)
  {
  }

  void readLine(std::string_view text)
  {
    ++m_line;
    const std::vector<std::string> cells = cellsOf(text);
    const bool isEmpty = std::ranges::all_of(cells, [](const std::string& cell) { return cell.empty(); });
    if (isEmpty || isHeader(cells))
      return;
    BasketLine line;
    std::size_t code = 0;
    if (!findCode(cells, code, line.entityId))
      return problem("basket.unknown", {{"text", cells.at(std::min(m_codeColumn, cells.size() - 1))}});
    if (!findQuantity(cells, code, line))
      return;
    if (std::ranges::find(m_reading.lines, line.entityId, &BasketLine::entityId) != m_reading.lines.end())
      return problem("basket.twice", {{"text", cells[code]}});
    m_reading.lines.push_back(std::move(line));
  }
  BasketReading take() { return std::move(m_reading); }

private:
  void problem(std::string code, std::vector<Error::Field> arguments)
  {
    arguments.emplace_back("line", std::to_string(m_line));
    m_reading.problems.push_back({std::move(code), std::move(arguments), {}});
  }

  bool isHeader(const std::vector<std::string>& cells)
  {
    const auto code = std::ranges::find_if(cells, [](const std::string& cell) { return isOneOf(cell, kCodeWords); });
    if (code == cells.end())
      return false;
    m_codeColumn = static_cast<std::size_t>(code - cells.begin());
    const auto quantity =
        std::ranges::find_if(cells, [](const std::string& cell) { return isOneOf(cell, kQuantityWords); });
    if (quantity != cells.end())
      m_quantityColumn = static_cast<std::size_t>(quantity - cells.begin());
    return true;
  }

  bool findCode(const std::vector<std::string>& cells, std::size_t& column, std::string& entityId) const
  {
    for (const bool also : {false, true}) // "700" is a code where nothing else is
      for (column = m_codeColumn; column < cells.size(); ++column) {
        if (sideIn(cells[column]) || looksLikeQuantity(cells[column]) != also)
          continue;
        if (auto found = entityIn(cells[column], m_known)) {
          entityId = *std::move(found);
          return true;
        }
      }
    return false;
  }

  bool findQuantity(const std::vector<std::string>& cells, std::size_t code, BasketLine& line)
  {
    std::vector<Decimal> numbers;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (column == code)
        continue;
      if (const auto side = sideIn(cells[column]))
        line.side = *side;
      const auto number = numberIn(cells[column]);
      if (number && (!m_quantityColumn || column == *m_quantityColumn))
        numbers.push_back(*number);
    }
    if (numbers.size() > 1) {
      problem("basket.numbers", {{"text", cells[code]}});
      return false;
    }
    if (numbers.empty())
      return true; // to be sized
    if (numbers.front() < Decimal())
      line.side = Side::Sell;
    line.quantity = Quantity(std::max(numbers.front(), numbers.front().negated()));
    if (!line.quantity.isPositive())
      problem("basket.quantity", {{"text", cells[code]}});
    return line.quantity.isPositive();
  }

  const market::EntityTable& m_known;
  BasketReading m_reading;
  std::size_t m_line = 0;
  std::size_t m_codeColumn = 0;
  std::optional<std::size_t> m_quantityColumn;
};

}

BasketReading readBasket(std::string_view text, const market::EntityTable& known)
{
  if (findInvalidUtf8(text)) {
    BasketReading none;
    none.problems.push_back({"basket.not_utf8", {{"line", "1"}}, {}});
    return none;
  }
  Reader reader(known);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("\n", begin), text.size());
    reader.readLine(trim(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return reader.take();
}

}
