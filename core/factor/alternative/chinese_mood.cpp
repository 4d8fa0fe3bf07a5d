// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/sentiment.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::factor {

namespace {

constexpr double kNegation = -0.74;

std::size_t lengthOf(char lead)
{
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}

bool endsClause(std::string_view character)
{
  constexpr std::array<std::string_view, 17> kEnds{
      "，", "。", "；", "！", "？", "：", "、", "　", ",", ".", ";", "!", "?", ":", " ", "\n", "|"};
  return std::ranges::find(kEnds, character) != kEnds.end();
}

/// What stands ahead of the next word in its clause.
struct Ahead {
  double factor = 1; ///< by negations
  double degrees = 0;
  int others = 0; ///< characters since the last of them

  void pass()
  {
    if (++others > kChineseReach)
      *this = {};
  }
};

class ChineseText {
public:
  explicit ChineseText(const Lexicon& lexicon)
      : m_lexicon(lexicon)
  {
  }
  /// Takes what stands at the beginning of @p text; returns its bytes.
  std::size_t take(std::string_view text)
  {
    const std::size_t character = std::min(lengthOf(text.front()), text.size());
    if (endsClause(text.substr(0, character))) {
      m_ahead = {};
      return character;
    }
    for (std::size_t size = std::min(m_lexicon.longest(), text.size()); size > 0; --size)
      if (isBoundary(text, size) && takeWord(text.substr(0, size)))
        return size;
    m_ahead.pass();
    return character;
  }
  [[nodiscard]] std::vector<WordMood>& words() { return m_words; }

private:
  static bool isBoundary(std::string_view text, std::size_t at)
  {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
  }
  bool takeWord(std::string_view word)
  {
    if (const auto weight = m_lexicon.word(word)) {
      m_words.push_back({std::string(word), *weight * (1 + m_ahead.degrees) * m_ahead.factor});
      m_ahead = {};
      return true;
    }
    if (m_lexicon.isNegation(word)) {
      m_ahead.factor *= kNegation;
      m_ahead.others = 0;
      return true;
    }
    if (const auto degree = m_lexicon.degree(word)) {
      m_ahead.degrees += *degree;
      m_ahead.others = 0;
      return true;
    }
    return false;
  }

  const Lexicon& m_lexicon;
  Ahead m_ahead;
  std::vector<WordMood> m_words;
};

}

TextMood chineseMood(std::string_view text, const Lexicon& lexicon)
{
  ChineseText reader(lexicon);
  while (!text.empty())
    text.remove_prefix(reader.take(text));
  TextMood mood;
  mood.words = std::move(reader.words());
  double sum = 0;
  for (const WordMood& word : mood.words)
    sum += word.weight;
  mood.score = normalisedMood(sum);
  return mood;
}

}
