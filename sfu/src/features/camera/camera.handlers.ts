import type { cameraCalls } from '@haigang/shared/features/camera/camera.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { CameraService } from './camera.service.js';

export function createCameraHandlers({ service }: { service: CameraService }): Handlers<typeof cameraCalls> {
  return {
    'camera:list': ({ principal }) => Promise.resolve({ cameras: service.list(principal) }),
  };
}
