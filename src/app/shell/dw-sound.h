// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* The alarm sound of this desk: plays what the station says should sound now. One per program, not per window. Main thread. */
typedef struct _DwSound DwSound;

typedef enum {
  DW_SOUND_ON,
  DW_SOUND_SILENCED,
  DW_SOUND_NO_DEVICE,  /* no sound card */
  DW_SOUND_NO_BACKEND, /* the toolkit cannot play here: its media module is not installed */
} DwSoundState;

DwSound *dw_sound_new (DwStation *station);
void dw_sound_free (DwSound *self);
DwSoundState dw_sound_get_state (DwSound *self);
/* One tone, to be asked "did you hear it?". FALSE when nothing can play. */
gboolean dw_sound_test (DwSound *self);

/* The tones as a WAV file: that many tones of 880 Hz, 160 ms each, 90 ms apart. For tests too. */
GBytes *dw_sound_make_wave (guint tones);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSound, dw_sound_free)

G_END_DECLS
