// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sound.h"

#include <math.h>
#include <string.h>

/* Tones are computed, not shipped: mono, 16 bit, 22,050 Hz. Each has a rise and a fall of 8 ms so that it does not click.
 *
 *   "RIFF" size "WAVE"   "fmt " 16 (1, 1, rate, rate·2, 2, 16)   "data" size samples …      all little-endian */

#define RATE 22050
#define TONE_MS 160
#define PAUSE_MS 90
#define RAMP_MS 8
#define TONE_HZ 880.0
#define LEVEL 0.6
#define HEADER_SIZE 44
#define SAMPLES(ms) ((guint)(RATE * (ms) / 1000))

static void
put_u16 (guint8 *at, guint16 value)
{
  at[0] = (guint8)(value & 0xff);
  at[1] = (guint8)(value >> 8);
}

static void
put_u32 (guint8 *at, guint32 value)
{
  put_u16 (at, (guint16)(value & 0xffff));
  put_u16 (at + 2, (guint16)(value >> 16));
}

static void
put_header (guint8 *at, guint32 data_size)
{
  memcpy (at, "RIFF", 4);
  put_u32 (at + 4, HEADER_SIZE - 8 + data_size);
  memcpy (at + 8, "WAVEfmt ", 8);
  put_u32 (at + 16, 16);
  put_u16 (at + 20, 1);
  put_u16 (at + 22, 1);
  put_u32 (at + 24, RATE);
  put_u32 (at + 28, RATE * 2);
  put_u16 (at + 32, 2);
  put_u16 (at + 34, 16);
  memcpy (at + 36, "data", 4);
  put_u32 (at + 40, data_size);
}

static double
get_envelope (guint sample)
{
  double ramp = SAMPLES (RAMP_MS);

  return MIN (1.0, MIN (sample / ramp, (SAMPLES (TONE_MS) - sample) / ramp));
}

static void
put_tone (guint8 *at)
{
  for (guint i = 0; i < SAMPLES (TONE_MS); i++)
    put_u16 (at + 2 * i, (guint16)(gint16)(LEVEL * get_envelope (i) * G_MAXINT16 * sin (2 * G_PI * TONE_HZ * i / RATE)));
}

GBytes *
dw_sound_make_wave (guint tones)
{
  guint step = SAMPLES (TONE_MS) + SAMPLES (PAUSE_MS);
  guint32 data_size = 2 * step * tones;
  guint8 *data = g_malloc0 (HEADER_SIZE + data_size);

  put_header (data, data_size);
  for (guint i = 0; i < tones; i++)
    put_tone (data + HEADER_SIZE + 2 * (gsize)step * i);
  return g_bytes_new_take (data, HEADER_SIZE + data_size);
}
