import type { UploadOptions } from 'tus-js-client'

export type UrlStorage = NonNullable<UploadOptions['urlStorage']>
export type PreviousUpload = Awaited<ReturnType<UrlStorage['findAllUploads']>>[number]
