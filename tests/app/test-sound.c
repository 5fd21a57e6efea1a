// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-sound.h"

/* Plan: the wave file says the truth about itself, and has as many bursts of sound as tones were asked for. */

static guint32
get_u32 (const guint8 *at)
{
  return at[0] | ((guint32)at[1] << 8) | ((guint32)at[2] << 16) | ((guint32)at[3] << 24);
}

static int
get_sample (const guint8 *at)
{
  return (gint16)(at[0] | (at[1] << 8));
}

/* Silence of at least 40 ms ends a burst. */
static guint
count_bursts (const guint8 *data, gsize size)
{
  guint bursts = 0, quiet = 22050;

  for (gsize i = 44; i + 1 < size; i += 2)
    {
      if (ABS (get_sample (data + i)) < 200)
        {
          quiet++;
          continue;
        }
      bursts += quiet > 22050 * 40 / 1000;
      quiet = 0;
    }
  return bursts;
}

static void
test_wave (void)
{
  for (guint tones = 1; tones <= 3; tones++)
    {
      g_autoptr (GBytes) wave = dw_sound_make_wave (tones);
      gsize size;
      const guint8 *data = g_bytes_get_data (wave, &size);

      g_assert_cmpmem (data, 4, "RIFF", 4);
      g_assert_cmpmem (data + 8, 8, "WAVEfmt ", 8);
      g_assert_cmpuint (get_u32 (data + 4), ==, size - 8);
      g_assert_cmpuint (get_u32 (data + 40), ==, size - 44);
      g_assert_cmpuint (count_bursts (data, size), ==, tones);
    }
}

static void
test_no_tone_is_an_empty_wave (void)
{
  g_autoptr (GBytes) wave = dw_sound_make_wave (0);

  g_assert_cmpuint (g_bytes_get_size (wave), ==, 44);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sound/wave-has-as-many-bursts-as-tones", test_wave);
  g_test_add_func ("/sound/no-tone-is-an-empty-wave", test_no_tone_is_an_empty_wave);
  return g_test_run ();
}
