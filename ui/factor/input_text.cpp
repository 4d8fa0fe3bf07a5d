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

/// A sign at a place, plain or as Chinese texts write it: its length; 0: it is not there.
std::size_t signAt(const std::string& text, std::size_t at, std::string_view plain, std::string_view wide)
{
  const std::string_view rest = std::string_view(text).substr(std::min(at, text.size()));
  return rest.starts_with(plain) ? plain.size() : rest.starts_with(wide) ? wide.size() : 0;
}
std::size_t commaAt(const std::string& text, std::size_t at)
{
  return signAt(text, at, ",", "，");
}

/// Where a comma begins that ends at @p last; npos: there is none.
std::size_t commaUpTo(const std::string& text, std::size_t last)
{
  constexpr std::size_t kWide = 2; // its further bytes
  if (last != std::string::npos && text[last] == ',')
    return last;
  return last != std::string::npos && last >= kWide && commaAt(text, last - kWide) > 1 ? last - kWide
                                                                                       : std::string::npos;
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
  if (const std::size_t comma = commaAt(text, next); comma > 0)
    return text.substr(0, span.begin) + text.substr(skipBlanks(text, next + comma));
  if (const std::size_t comma = commaUpTo(text, lastBefore(text, span.begin)); comma != std::string::npos)
    return text.substr(0, comma) + text.substr(span.end);
  // The only one of its line: INPUT, the colon and the end of the line go, too.
  const std::size_t word = toUpper(text.substr(0, span.begin)).rfind("INPUT");
  const std::size_t semicolon = signAt(text, next, ";", "；");
  std::size_t end = semicolon > 0 ? next + semicolon : span.end;
  while (end < text.size() && isBlank(text[end]) && text[end] != '\n')
    ++end;
  if (end < text.size() && text[end] == '\n')
    ++end;
  return text.substr(0, word == std::string::npos ? span.begin : word) + text.substr(end);
}

}
