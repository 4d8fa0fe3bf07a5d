// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/input_text.h"

#include "core/base/text.h"
#include "core/factor/parser.h"

#include <algorithm>

namespace zvt::ui {

namespace {

std::string declarationOf(const InputRow& row)
{
  std::string text = row.name + "(" + formatDouble(row.value);
  for (const std::optional<double>& number : {row.minimum, row.maximum, row.step}) {
    if (!number)
      break;
    text += "," + formatDouble(*number);
  }
  return text + ")";
}

bool isBlank(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::size_t skipBlanks(const std::string& text, std::size_t at)
{
  while (at < text.size() && isBlank(text[at]))
    ++at;
  return at;
}

/// The last place that is not blank in front of @p at; npos: there is none.
std::size_t lastBefore(const std::string& text, std::size_t at)
{
  while (at > 0 && isBlank(text[at - 1]))
    --at;
  return at == 0 ? std::string::npos : at - 1;
}

/// Behind the bracket that closes a declaration whose name ends at @p at; brackets may be those of Chinese texts.
std::size_t endOfDeclaration(const std::string& text, std::size_t at)
{
  constexpr std::string_view kWide = "）";
  const std::size_t plain = text.find(')', at), wide = text.find(kWide, at);
  if (plain == std::string::npos && wide == std::string::npos)
    return at;
  return plain < wide ? plain + 1 : wide + kWide.size();
}

}

std::vector<InputRow> inputsOf(const std::string& text)
{
  std::vector<InputRow> rows;
  for (const factor::InputDeclaration& input : factor::parseFormula(text).inputs) {
    if (input.numbers.empty())
      continue;
    InputRow row{std::string(input.name), input.numbers[0], {}, {}, {},
        {input.span.begin, endOfDeclaration(text, input.span.end)}};
    if (input.numbers.size() > 1)
      row.minimum = input.numbers[1];
    if (input.numbers.size() > 2)
      row.maximum = input.numbers[2];
    if (input.numbers.size() > 3)
      row.step = input.numbers[3];
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string withInput(const std::string& text, std::size_t index, const InputRow& row)
{
  const factor::TextSpan span = inputsOf(text)[index].span;
  return text.substr(0, span.begin) + declarationOf(row) + text.substr(span.end);
}

std::string withNewInput(const std::string& text, const InputRow& row)
{
  const std::vector<InputRow> rows = inputsOf(text);
  if (rows.empty())
    return "INPUT: " + declarationOf(row) + ";\n" + text;
  const std::size_t end = rows.back().span.end;
  return text.substr(0, end) + ", " + declarationOf(row) + text.substr(end);
}

std::string withoutInput(const std::string& text, std::size_t index)
{
  const factor::TextSpan span = inputsOf(text)[index].span;
  const std::size_t next = skipBlanks(text, span.end);
  if (next < text.size() && text[next] == ',')
    return text.substr(0, span.begin) + text.substr(skipBlanks(text, next + 1));
  const std::size_t before = lastBefore(text, span.begin);
  if (before != std::string::npos && text[before] == ',')
    return text.substr(0, before) + text.substr(span.end);
  // The only one of its line: INPUT, the colon and the end of the line go, too.
  const std::size_t word = toUpper(text.substr(0, span.begin)).rfind("INPUT");
  std::size_t end = next < text.size() && text[next] == ';' ? next + 1 : span.end;
  while (end < text.size() && isBlank(text[end]) && text[end] != '\n')
    ++end;
  if (end < text.size() && text[end] == '\n')
    ++end;
  return text.substr(0, word == std::string::npos ? span.begin : word) + text.substr(end);
}

}
