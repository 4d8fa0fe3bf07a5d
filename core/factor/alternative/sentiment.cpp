// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/sentiment.h"

#include <array>
#include <cmath>

namespace zvt::factor {

namespace {

/// Bytes up to and with the next end of a sentence.
std::size_t sentenceLength(std::string_view text)
{
  constexpr std::array<std::string_view, 7> kEnds{"。", "！", "？", ". ", "! ", "? ", "\n"};
  std::size_t length = text.size();
  for (const std::string_view end : kEnds)
    if (const std::size_t at = text.find(end); at != std::string_view::npos)
      length = std::min(length, at + end.size());
  return length;
}

}

double normalisedMood(double sum)
{
  constexpr double kAlpha = 15; // about the largest sum that is expected
  return sum / std::sqrt(sum * sum + kAlpha);
}

Language languageOf(std::string_view text)
{
  // U+4E00 … U+9FFF begin with the bytes E4 (from B8 on) … E9.
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if ((lead == 0xE4 && static_cast<unsigned char>(text[i + 1]) >= 0xB8) || (lead > 0xE4 && lead <= 0xE9))
      return Language::Chinese;
  }
  return Language::English;
}

TextMood moodOf(std::string_view text, const Lexicons& lexicons)
{
  return languageOf(text) == Language::Chinese ? chineseMood(text, lexicons.chinese)
                                               : englishMood(text, lexicons.english);
}

double newsMood(std::string_view title, std::string_view text, const Lexicons& lexicons)
{
  if (const TextMood mood = moodOf(title, lexicons); !mood.words.empty())
    return mood.score;
  double sum = 0;
  int count = 0;
  while (!text.empty()) {
    const std::size_t length = sentenceLength(text);
    if (const TextMood mood = moodOf(text.substr(0, length), lexicons); !mood.words.empty()) {
      sum += mood.score;
      ++count;
    }
    text.remove_prefix(length);
  }
  return count > 0 ? sum / count : 0;
}

}
